/**
 * What the stores share, and nobody else knows: {@link dev.roster.store.Database} gives every transaction its time limit,
 * repeats what concurrency spoilt and tells an outage from a mistake.
 */
@NullMarked
package dev.roster.store;

import org.jspecify.annotations.NullMarked;
