/**
 * Resources over REST, in Envoy's own JSON or YAML and in the very files that an Envoy reads from disk.
 *
 * <p>A resource is shown with its {@code @type}, so that what was shown may be written again, alone or in a list. One
 * that has more to it than its message is shown in the wrapper that Envoy has for that. What is sensitive is never shown,
 * not in an error either; and what was shown without it is not taken back.
 */
@NullMarked
package dev.roster.resource.api;

import org.jspecify.annotations.NullMarked;
