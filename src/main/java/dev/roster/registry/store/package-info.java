/**
 * The registry in PostgreSQL.
 *
 * <p>Endpoints are written with the PG client, many rows a statement; everything else is Panache, one port method = one
 * transaction, or none where it only reads. How a transaction runs is the same in every store, see {@link dev.roster.store}.
 *
 * <p>jsonb columns are JSON text in Java. PostgreSQL normalises them: keys in its own order, white space gone.
 */
@NullMarked
package dev.roster.registry.store;

import org.jspecify.annotations.NullMarked;
