package dev.roster.changelog;

/**
 * How the tail is doing. Immutable.
 *
 * @param connected whether the last read succeeded; otherwise what is served may be stale
 * @param listening whether hints of other replicas are known to arrive; otherwise changes come with the tick
 */
public record TailState(boolean connected, boolean listening) {
    static final TailState DISCONNECTED = new TailState(false, false);
}
