/**
 * The xDS resource types, and Envoy's JSON for them.
 *
 * <p>{@link dev.roster.resource.ResourceType} is the table of types: adding one is adding a constant. Its order is the
 * order in which a stream pushes (make before break).
 *
 * <p>The messages behind an {@code Any} are found by name on demand, in the API jar; nothing is scanned at run time.
 */
@NullMarked
package dev.roster.resource;

import org.jspecify.annotations.NullMarked;
