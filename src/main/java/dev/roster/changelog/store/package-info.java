/**
 * The change log's SQL.
 *
 * <p>The tail reads over a connection of its own, outside the pool: it listens there, and it can be closed for good when it
 * is dead (a pooled one would go back to the pool). Hints go through the pool, so that
 * hearing one's own proves that LISTEN works on this way to the server, which it does not behind a pooler in transaction
 * mode.
 *
 * <p>A read takes two round trips: begin, what is new; the state behind it, commit. The statements of each are sent without
 * waiting for one another. A quiet tick is one statement.
 */
@NullMarked
package dev.roster.changelog.store;

import org.jspecify.annotations.NullMarked;
