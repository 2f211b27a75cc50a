/**
 * What Roster shows of itself: metrics, health, the log lines of its life, and what its clients do with what they are sent.
 *
 * <p>The features know no meter: they call observers, and the ones here count. Meters are looked up once, by resource
 * type, so that counting a response costs an addition.
 *
 * <p>{@link dev.roster.status.Fleet} knows the clients of every replica. Those of this one it asks, each on its own loop,
 * when somebody wants to know. The others' are read from the database, where each replica writes every few seconds what has
 * changed: what a client asks for, and of that only the exceptions, which are the resources with which it is not in sync.
 * All others are in the version that the reader serves itself. So a push that everybody accepts writes nothing, a quiet
 * replica sends one statement in ten seconds, and what is shown of another replica's clients may be some seconds old.
 *
 * <p>Clients that poll over REST are not among them: they have no stream, and what they accepted they do not say.
 */
@NullMarked
package dev.roster.status;

import org.jspecify.annotations.NullMarked;
