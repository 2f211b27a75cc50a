/**
 * Who is connected, in PostgreSQL. One statement writes what changed; readers ask only when somebody asks them.
 *
 * <p>A row is a stream. It holds what the client subscribes to and the resources with which it is not in sync; a resource
 * that is in sync is not written, whatever its version, so that a push which everybody accepts writes nothing.
 */
@NullMarked
package dev.roster.status.store;

import org.jspecify.annotations.NullMarked;
