package dev.roster.xds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts and writes down what the sessions tell their observer. Not thread-safe. */
final class Journal implements SessionObserver {
    private final List<String> lines = new ArrayList<>();
    private final Map<String, Integer> subscriptions = new HashMap<>();
    private int lookedAt;
    private int responses;
    private int pushes;
    private int resources;
    private boolean broken;
    private String fragile = "none";

    /** Streams opened and closed, and rejections, in the order in which they happened. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    int subscriptions(String typeUrl) {
        return subscriptions.getOrDefault(typeUrl, 0);
    }

    /** What was done since the last {@link #forget}. */
    Work work() {
        return new Work(lookedAt, responses, pushes, resources);
    }

    void forget() {
        lookedAt = 0;
        responses = 0;
        pushes = 0;
        resources = 0;
    }

    /** From now on it fails when a stream asks for something. */
    void breaks() {
        broken = true;
    }

    @Override
    public void opened(StreamInfo stream) {
        lines.add("opened " + stream.node().getId());
    }

    @Override
    public void closed(StreamInfo stream) {
        lines.add("closed " + stream.node().getId());
    }

    /** Everything fails from now on that this node is told. */
    void breaksOver(String node) {
        fragile = node;
    }

    @Override
    public void lookedAt(StreamInfo stream) {
        if (stream.node().getId().equals(fragile)) {
            throw new IllegalStateException("broken");
        }
        lookedAt++;
    }

    @Override
    public void subscriptions(String typeUrl, int difference) {
        if (broken && difference > 0) {
            throw new IllegalStateException("broken");
        }
        subscriptions.merge(typeUrl, difference, Integer::sum);
    }

    @Override
    public void sent(StreamInfo stream, String typeUrl, Response response) {
        responses++;
        pushes += response.reason() == Reason.CHANGE ? 1 : 0;
        resources += response.resources();
    }

    @Override
    public void nacked(StreamInfo stream, String typeUrl, Rejected rejected) {
        lines.add(stream.node().getId() + " rejected " + rejected.names() + ": " + rejected.error());
    }

    /** Counts of work. Immutable. */
    record Work(int lookedAt, int responses, int pushes, int resources) {}
}
