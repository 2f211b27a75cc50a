package dev.roster.xds;

import dev.roster.snapshot.TypeView;
import java.util.Set;

/**
 * What an update changed of one type, as one client sees it. Immutable.
 *
 * @param since nanoseconds at which the oldest change in it was logged
 */
record TypeChange(Set<String> names, TypeView before, TypeView after, long since) {}
