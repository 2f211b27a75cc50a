/**
 * Bootstraps over REST: made anew, or of a file that is imported.
 *
 * <p>Where a client reaches Roster is as the request reached it, unless the request says otherwise: who asks from where the
 * clients run needs no parameters for it.
 */
@NullMarked
package dev.roster.bootstrap.api;

import org.jspecify.annotations.NullMarked;
