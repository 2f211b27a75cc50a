/**
 * Roster as its users meet it: the packaged application as a process of its own, a real PostgreSQL, real upstreams and
 * a real Envoy between them.
 *
 * <p>Nothing here calls Roster's code. Every process listens on 127.0.0.1 only, and its output stays in
 * {@code target/system/<test>} for whoever has to find out why a story went wrong. {@code -Droster.executable=<file>}
 * puts a native executable through the same stories, {@code -Denvoy.version=<version>} another Envoy.
 */
@NullMarked
package dev.roster.system;

import org.jspecify.annotations.NullMarked;
