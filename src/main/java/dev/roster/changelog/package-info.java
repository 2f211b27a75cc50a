/**
 * What changed in PostgreSQL, read in an order in which nothing is missed.
 *
 * <p>The change log says which keys may have changed; their state is always read fresh, in the same database snapshot.
 * A reader remembers the {@code pg_snapshot} of its last read (its <em>horizon</em>) and next reads the rows whose
 * transaction that snapshot did not see: each row is delivered exactly once, also one that took its position first and
 * committed last, and an unrelated transaction that stays open delays nobody and makes no row be read twice.
 *
 * <p>{@link dev.roster.changelog.ChangeTail} reads in rounds. A batch is applied on the tail's own thread, so that building a
 * large view blocks no event loop, and the next round begins when the subscriber's {@code onNext} has returned; that is when
 * whoever waits in {@link dev.roster.changelog.Commits} is told. When the horizon is of no use, because the log was trimmed
 * past it or another server answers, the whole state is read instead.
 *
 * <p>NOTIFY is only a hint. It is sent outside the writing transaction, because inside it serialises all commits. Where hints
 * do not arrive the tick finds the changes of others; it is as short as two queries a second allow, so that a replica is
 * quiet on every kind of database, and it does not grow longer in quiet times, for then the first change would come late.
 *
 * <p>This package knows no other feature: what a key's state is, each feature says with a {@link
 * dev.roster.changelog.StateReader}, and when there are tables to read, whoever migrates them says with a {@link
 * dev.roster.changelog.Schema}.
 */
@NullMarked
package dev.roster.changelog;

import org.jspecify.annotations.NullMarked;
