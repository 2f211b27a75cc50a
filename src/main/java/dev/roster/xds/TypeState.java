package dev.roster.xds;

import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the server knows of one type of one client: what it asks for and has, what it is yet to be told and what it is yet
 * to answer. Not thread-safe: belongs to its {@link TypeStream}.
 */
record TypeState(Subscriptions asked, Backlog backlog, Answers answers, Heartbeats heartbeats) {
    /** @param inParts whether what was sent together may be sent again in parts */
    static TypeState of(Channel<?> channel, boolean inParts) {
        Subscriptions asked = new Subscriptions(channel.allowance());
        return new TypeState(asked, new Backlog(), new Answers(asked.states(), channel, inParts), new Heartbeats());
    }

    /** Whether the client asked for this name and has answered what it was sent. */
    boolean settled(String name) {
        return asked.covers(name) && !backlog.contains(name) && !answers.awaited(name);
    }

    /** Whether the client has this version under this name, and has not said yet what it makes of it. */
    boolean isOpen(String name, @Nullable String version) {
        ResourceState known = asked.state(name);
        return known != null && version != null && known.isOpen(version);
    }

    /** Whether a noted resource is to be pushed as it is now; what the client rejected is not (P12). */
    boolean mustSend(String name, String version) {
        ResourceState known = asked.state(name);
        if (known != null && backlog.repeats(name)) {
            return !known.rejects(version);
        }
        return asked.wants(name, version);
    }

    /**
     * Whether the client rejected a resource as it is now, and so goes on with what it had.
     *
     * @param versions the version that the client should have of each name
     */
    boolean rejects(Function<String, @Nullable String> versions) {
        return answers.doubted()
                .anyMatch(name -> Standing.of(asked.state(name), versions.apply(name)) == Standing.ERROR);
    }

    /**
     * Describes the client.
     *
     * @param versions the version that the client should have of each name
     * @param unsent names of which the client may not have what it should, besides those noted here
     */
    TypeDescription describe(
            String typeUrl, Function<String, @Nullable String> versions, Stream<String> unsent, long now) {
        return new Describing(typeUrl, asked.states(), versions)
                .of(
                        asked.interest(),
                        Stream.concat(Stream.concat(answers.doubtful(), backlog.names()), unsent),
                        answers.waitingSince(backlog.since(now)));
    }
}
