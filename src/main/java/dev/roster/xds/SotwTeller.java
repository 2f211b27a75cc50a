package dev.roster.xds;

import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends resources to a state-of-the-world client, and notes what it was sent and the version of all that together. Not
 * thread-safe: belongs to its {@link SotwStream}.
 */
final class SotwTeller {
    private final String typeUrl;
    private final TypeState state;
    private final Subscriptions asked;
    private final Channel<DiscoveryResponse> channel;
    private final SentVersion version = new SentVersion();
    private @Nullable String newestNonce;

    SotwTeller(String typeUrl, TypeState state, Channel<DiscoveryResponse> channel) {
        this.typeUrl = typeUrl;
        this.state = state;
        this.asked = state.asked();
        this.channel = channel;
    }

    boolean isNewest(String nonce) {
        return nonce.equals(newestNonce);
    }

    void send(Collection<VersionedResource> resources, Cause cause) {
        String nonce = channel.nonce();
        Map<String, String> versions = LinkedHashMap.newLinkedHashMap(resources.size());
        List<VersionedResource> news = new ArrayList<>();
        DiscoveryResponse.Builder response =
                DiscoveryResponse.newBuilder().setTypeUrl(typeUrl).setNonce(nonce);
        for (VersionedResource resource : resources) {
            response.addResources(channel.takesTtl() ? resource.anyWithTtl() : resource.any());
            versions.put(resource.name(), resource.version());
            if (noteSent(resource)) {
                news.add(resource);
            }
        }
        state.answers().expect(nonce, new Sent(cause, channel.now(), versions, resources.size()));
        newestNonce = nonce;
        channel.send(response.setVersionInfo(version.text()).build(), resources.size(), cause.reason());
        channel.told(news);
    }

    /** Returns whether it is news to the client: a full set also repeats what the client has. */
    private boolean noteSent(VersionedResource resource) {
        String before = sent(resource.name());
        asked.sent(resource.name(), resource.version());
        version.change(resource.name(), before, resource.version());
        if (channel.takesTtl()) {
            state.heartbeats().sent(resource.name(), resource, channel.now());
        }
        return !resource.version().equals(before);
    }

    private @Nullable String sent(String name) {
        ResourceState known = asked.state(name);
        return known == null ? null : known.sent;
    }

    /** The client has this resource already. */
    void recall(VersionedResource resource) {
        version.change(resource.name(), sent(resource.name()), resource.version());
        asked.recall(resource.name(), resource.version());
        if (channel.takesTtl()) {
            state.heartbeats().recalled(resource.name(), resource, channel.now());
        }
    }

    /** The client asks for this name no more, and forgets what it has under it. */
    void forget(String name) {
        version.change(name, sent(name), null);
    }

    /** The client is told that the resource is gone by what is sent next. */
    void gone(String name) {
        forget(name);
        asked.gone(name);
    }
}
