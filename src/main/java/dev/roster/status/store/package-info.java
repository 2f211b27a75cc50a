/**
 * Who is connected, in PostgreSQL. One statement writes what changed; readers ask only when somebody asks them.
 *
 * <p>A row is a stream. It holds what the client subscribes to and the resources with which it is not in sync; a resource
 * that is in sync is not written, whatever its version, so that a push which everybody accepts writes nothing. Virtual hosts
 * are there by their own names too, for nobody finds them by the domains that clients ask for without the view in which they
 * were found; to which collection a resource belongs its name says.
 */
@NullMarked
package dev.roster.status.store;

import org.jspecify.annotations.NullMarked;
