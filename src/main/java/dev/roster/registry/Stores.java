package dev.roster.registry;

import jakarta.inject.Singleton;

/** What the registry's writes need of the storage. Immutable. */
@Singleton
record Stores(Endpoints endpoints, EndpointWrites writes, Services services, Introductions introductions) {}
