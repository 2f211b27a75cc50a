package dev.roster.resource;

import dev.roster.changelog.Commits;
import jakarta.inject.Singleton;

/** What changes of resources need of the storage. Immutable. */
@Singleton
record Stores(ResourceWrites writes, StoredResources resources, StoredForm form, Commits commits) {}
