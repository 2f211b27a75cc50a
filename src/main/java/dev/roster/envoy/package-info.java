/**
 * Envoy's messages: which types are discovered, their JSON and YAML, and what they refer to.
 *
 * <p>{@link dev.roster.envoy.ResourceType} is the table of types: adding one is adding a constant. Its order is the order
 * in which a stream pushes (make before break).
 *
 * <p>The messages behind an {@code Any} are found by name on demand, in the API jar; nothing is scanned at run time.
 *
 * <p>JSON is put into messages by a reader of our own: protobuf's stops at the first error and does not say where, an
 * operator wants all of them with their paths. Values of secrets are never shown.
 */
@NullMarked
package dev.roster.envoy;

import org.jspecify.annotations.NullMarked;
