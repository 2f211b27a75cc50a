/**
 * The xDS protocol as state machines that know no transport: requests and views go in, responses come out.
 *
 * <p>A {@link dev.roster.xds.DiscoverySession} is one stream. It holds a {@link dev.roster.xds.DeltaStream} or {@link
 * dev.roster.xds.SotwStream} for each type that the client asked for, and decides which of them may push now. All of it
 * runs on the stream's own event loop, so there is no lock, no queue and no registry of watches: an update is handed to
 * each loop once, and each session looks at the names in it.
 *
 * <p>At most one pushed response per type is unanswered; what changes meanwhile is a set of names, sent later as they
 * are then. The same goes for a client that does not read: while its connection takes no more, nothing is made for it. So
 * a slow client costs a set of names, and a burst of changes is one response.
 *
 * <p>The rules are numbered P01 to P82; a test is named after each.
 */
@NullMarked
package dev.roster.xds;

import org.jspecify.annotations.NullMarked;
