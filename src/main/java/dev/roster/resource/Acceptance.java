package dev.roster.resource;

import java.util.List;

/**
 * What the connected clients that asked for a resource made of it. Immutable.
 *
 * @param accepted clients that accepted it as it is now
 * @param rejected clients that rejected it as it is now
 * @param pending clients that were not sent it as it is now, or have not answered
 * @param reasons why it was rejected, the most frequent first; not all when there are many
 * @param complete whether the clients of every replica are counted, not only those of this one
 */
public record Acceptance(int accepted, int rejected, int pending, List<Reason> reasons, boolean complete) {
    public Acceptance {
        reasons = List.copyOf(reasons);
    }

    /** So many clients rejected it in these words. Immutable. */
    public record Reason(String error, int clients) {}
}
