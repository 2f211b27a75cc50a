/**
 * The domain: services and the endpoints registered for them. No proto, no SQL.
 *
 * <p>A service is created by its first registration and stays until it is deleted, also without endpoints. An endpoint
 * is identified by its id, and at most once by its address and port within a service: registering the same address
 * again is the same endpoint.
 *
 * <p>{@link dev.roster.registry.Registry} is the way of every write: committed, then discoverable here, then answered.
 * Single registrations and deregistrations share commits ({@link dev.roster.registry.GroupCommit}). What cannot be done
 * is a {@link dev.roster.registry.Refusal}, which the edge makes an answer of.
 *
 * <p>A weight is at most 65,535, because Envoy rejects a whole assignment in which the weights of one locality add up to
 * more than 2<sup>32</sup> - 1: with this bound 65,537 endpoints fit, whatever each of them claims.
 */
@NullMarked
package dev.roster.registry;

import org.jspecify.annotations.NullMarked;
