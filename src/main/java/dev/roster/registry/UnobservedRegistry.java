package dev.roster.registry;

import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;

/** Stands in where nobody observes the registry. */
@DefaultBean
@Singleton
final class UnobservedRegistry implements RegistryObserver {}
