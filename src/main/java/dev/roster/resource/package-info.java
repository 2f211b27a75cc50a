/**
 * What operators write beyond what services yield: resources in Envoy's own words, for everyone or for a node group.
 *
 * <p>{@link dev.roster.resource.Resources} is every write: it compares what is wanted with what is stored, refuses what
 * cannot be together ({@link dev.roster.resource.Clash}), and stores all of it or nothing. References that lead nowhere
 * are a warning and no fault, for the order in which resources arrive is free.
 *
 * <p>Secrets are sealed before they reach the database, each for its own row ({@link dev.roster.resource.Secrets}).
 */
@NullMarked
package dev.roster.resource;

import org.jspecify.annotations.NullMarked;
