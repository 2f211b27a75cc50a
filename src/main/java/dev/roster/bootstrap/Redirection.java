package dev.roster.bootstrap;

import com.google.protobuf.Message;
import dev.roster.envoy.MessageRewriter;
import dev.roster.envoy.ResourceType;
import dev.roster.envoy.Typed;
import dev.roster.resource.FilePath;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import java.util.Optional;

/**
 * Has the parts of a file ask Roster for what they found in the file, and for what they asked the aggregated stream of
 * another management server. Not thread-safe: used within one conversion.
 */
final class Redirection {
    private final Uplinks uplinks;
    private final Uplink uplink;
    private final Keeping keeping;
    private final Notes notes;
    private boolean stored;

    Redirection(Uplinks uplinks, Uplink uplink, Keeping keeping, Notes notes) {
        this.uplinks = uplinks;
        this.uplink = uplink;
        this.keeping = keeping;
        this.notes = notes;
    }

    /** A part that stays in the bootstrap. An Envoy with an aggregated source and without the stream does not start. */
    <M extends Message> M kept(String from, String name, M part) {
        if (!References.aggregated(part)) {
            return part;
        }
        Optional<ConfigSource> roster = uplinks.source(uplink);
        if (roster.isEmpty()) {
            notes.violate(
                    from,
                    name,
                    "asks the aggregated stream, which an Envoy that reads files does not have: name a file there");
            return part;
        }
        notes.warn(
                from,
                name,
                "asked the aggregated stream for what is not in this file, and asks Roster from now on: it must be there");
        return MessageRewriter.rewrite(
                part, inner -> References.isAggregated(inner) ? redirected(inner, roster.get()) : inner);
    }

    /** A part that Roster serves: its secrets will be there, too. */
    <M extends Message> M served(String from, String name, M part) {
        M redirected = kept(from, name, part);
        stored |= redirected != part;
        return MessageRewriter.rewrite(redirected, inner -> isServedSecret(inner) ? discovered(inner) : inner);
    }

    /** Where a part that Roster serves finds a resource. */
    ConfigSource source(ResourceType type, String name) {
        stored = true;
        return uplinks.source(uplink, FilePath.of(type, name));
    }

    /** Whether anything that Roster serves says by which transport the rest comes. */
    boolean isStored() {
        return stored;
    }

    /** With all else that the source says, such as how long to wait for it. */
    private static ConfigSource redirected(Message source, ConfigSource roster) {
        return Typed.as(ConfigSource.getDefaultInstance(), source).toBuilder()
                .mergeFrom(roster)
                .build();
    }

    private boolean isServedSecret(Message message) {
        return References.isStaticSecret(message)
                && keeping.secret(References.name(message)).isEmpty();
    }

    private Message discovered(Message secret) {
        return secret.toBuilder()
                .setField(References.source(secret), source(ResourceType.SECRET, References.name(secret)))
                .build();
    }
}
