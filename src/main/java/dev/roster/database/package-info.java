/**
 * Start-up: which database, is it there, has it the tables.
 *
 * <p>Where no database URL is configured, {@link dev.roster.database.Main} starts a PostgreSQL of its own before the
 * application and stops it after it; all that knows the embedded binaries is one class, which nothing loads otherwise. It
 * runs with fsync on: data under {@code .roster/} survive whatever the process does not. A process that died leaves its
 * server behind; the next one, once it has the folder's lock, stops that server and starts its own.
 *
 * <p>The embedded database has a key of its own for the secrets in it ({@link dev.roster.database.KeyFile}): on a
 * developer's machine nothing is to be configured.
 *
 * <p>Users write one URL, that of the reactive client; Flyway's JDBC URL is derived by a config interceptor, so that it
 * holds wherever the URL comes from, in native images as well.
 *
 * <p>The application starts without a database and waits for it: the schema is migrated on a worker as soon as there is
 * one, and who needs the tables waits for {@link dev.roster.changelog.Schema}, a port of the change log, so that no feature
 * depends on this package.
 */
@NullMarked
package dev.roster.database;

import org.jspecify.annotations.NullMarked;
