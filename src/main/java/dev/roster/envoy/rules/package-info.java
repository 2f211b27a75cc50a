/**
 * What Envoy asks of a message before it takes it.
 *
 * <p>The rules are read from the descriptors, where Envoy's API carries them; nobody keeps them up to date by hand. What
 * Envoy checks beyond them is the table of {@code EnvoyChecks}, by type of message.
 *
 * <p>Only what Envoy refuses is a violation, and a gap in priorities, which gRPC clients refuse; the rest is a warning. Where
 * the two differ, a real Envoy was asked and is asked again by the system tests.
 */
@NullMarked
package dev.roster.envoy.rules;

import org.jspecify.annotations.NullMarked;
