/**
 * The xDS resource types, Envoy's JSON for them, and what Envoy asks of them.
 *
 * <p>{@link dev.roster.resource.ResourceType} is the table of types: adding one is adding a constant. Its order is the
 * order in which a stream pushes (make before break).
 *
 * <p>The messages behind an {@code Any} are found by name on demand, in the API jar; nothing is scanned at run time.
 *
 * <p>JSON is put into messages by a reader of our own: protobuf's stops at the first error and does not say where, an
 * operator wants all of them with their paths. The rules for the messages are read from the descriptors, where Envoy's
 * API carries them; nobody keeps them up to date by hand. What Envoy checks beyond them is the table of
 * {@code EnvoyChecks}, by type of message, and {@link dev.roster.resource.Clashes} for resources that cannot be together.
 *
 * <p>Only what Envoy refuses is a violation, the rest is a warning: where the two differ, a real Envoy was asked and is
 * asked again by the system tests. References that lead nowhere ({@link dev.roster.resource.References}) are no fault,
 * for the order in which resources arrive is free. Values of secrets are never shown.
 */
@NullMarked
package dev.roster.resource;

import org.jspecify.annotations.NullMarked;
