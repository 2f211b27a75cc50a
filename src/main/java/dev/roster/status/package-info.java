/**
 * What Roster shows of itself: metrics, health, and the log lines of its life.
 *
 * <p>The features know no meter: they call observers, and the ones here count. Meters are looked up once, by resource
 * type, so that counting a response costs an addition.
 */
@NullMarked
package dev.roster.status;

import org.jspecify.annotations.NullMarked;
