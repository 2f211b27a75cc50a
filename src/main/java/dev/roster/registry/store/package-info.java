/**
 * The registry in PostgreSQL.
 *
 * <p>Endpoints are written with the PG client, many rows a statement; everything else is Panache, one port method = one
 * transaction. {@link dev.roster.registry.store.Database} gives every transaction its time limit, repeats what
 * concurrency spoilt and tells an outage from a mistake.
 *
 * <p>jsonb columns are JSON text in Java. PostgreSQL normalises them: keys in its own order, white space gone.
 */
@NullMarked
package dev.roster.registry.store;

import org.jspecify.annotations.NullMarked;
