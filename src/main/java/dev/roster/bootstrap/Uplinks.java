package dev.roster.bootstrap;

import com.google.protobuf.Any;
import com.google.protobuf.util.Durations;
import dev.roster.envoy.ResourceType;
import dev.roster.registry.Addresses;
import dev.roster.resource.ConfigSources;
import dev.roster.resource.ControlPlaneConfig;
import dev.roster.resource.FilePath;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.DynamicResources;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DnsLookupFamily;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.Http2ProtocolOptions;
import io.envoyproxy.envoy.config.core.v3.KeepaliveSettings;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.Endpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions.ExplicitHttpConfig;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What a bootstrap must hold for an {@link Uplink} to work. Immutable. */
@Singleton
final class Uplinks {
    private static final String HTTP_OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    private final ConfigSources sources;
    private final ControlPlaneConfig config;

    Uplinks(ConfigSources sources, ControlPlaneConfig config) {
        this.sources = sources;
        this.config = config;
    }

    /** Where whatever there is comes from; nothing where each has a file of its own. */
    Optional<ConfigSource> source(Uplink uplink) {
        return switch (uplink.transport()) {
            case DELTA_ADS, ADS -> Optional.of(sources.aggregated());
            case DELTA, GRPC -> Optional.of(sources.grpc(uplink.transport().streamType()));
            case REST -> Optional.of(sources.rest());
            case FILES -> Optional.empty();
        };
    }

    /** Where what this file would hold comes from, whether out of a file or not. */
    ConfigSource source(Uplink uplink, FilePath file) {
        return source(uplink).orElseGet(() -> ConfigSources.file(uplink.directory() + "/" + file));
    }

    DynamicResources dynamicResources(Uplink uplink) {
        DynamicResources.Builder dynamic = DynamicResources.newBuilder()
                .setCdsConfig(source(uplink, FilePath.ofAll(ResourceType.CLUSTER)))
                .setLdsConfig(source(uplink, FilePath.ofAll(ResourceType.LISTENER)));
        if (dynamic.getCdsConfig().hasAds()) {
            dynamic.setAdsConfig(sources.stream(uplink.transport().streamType()));
        }
        return dynamic.build();
    }

    /** The cluster that leads to Roster, where the Envoy has to reach it at all. */
    Optional<Cluster> cluster(Uplink uplink) {
        RosterAddress roster = uplink.roster();
        return switch (uplink.transport()) {
            case DELTA_ADS, ADS, DELTA, GRPC ->
                Optional.of(cluster(config.xdsCluster(), roster.host(), roster.xdsPort())
                        .putTypedExtensionProtocolOptions(HTTP_OPTIONS, http2())
                        .build());
            case REST ->
                Optional.of(cluster(config.restCluster(), roster.host(), roster.httpPort())
                        .build());
            case FILES -> Optional.empty();
        };
    }

    private static Cluster.Builder cluster(String name, String host, int port) {
        Cluster.Builder cluster = Cluster.newBuilder()
                .setName(name)
                .setConnectTimeout(Durations.fromSeconds(1))
                .setLoadAssignment(assignment(name, host, port));
        return Addresses.canonical(host).isPresent()
                ? cluster.setType(DiscoveryType.STATIC)
                // a name such as localhost has an IPv6 address also where nobody listens on it
                : cluster.setType(DiscoveryType.STRICT_DNS).setDnsLookupFamily(DnsLookupFamily.V4_PREFERRED);
    }

    private static ClusterLoadAssignment assignment(String name, String host, int port) {
        Address address = Address.newBuilder()
                .setSocketAddress(SocketAddress.newBuilder().setAddress(host).setPortValue(port))
                .build();
        return ClusterLoadAssignment.newBuilder()
                .setClusterName(name)
                .addEndpoints(LocalityLbEndpoints.newBuilder()
                        .addLbEndpoints(LbEndpoint.newBuilder()
                                .setEndpoint(Endpoint.newBuilder().setAddress(address))))
                .build();
    }

    /** A stream is quiet for as long as nothing changes: only keepalives tell it from a dead one. */
    private static Any http2() {
        KeepaliveSettings keepalive = KeepaliveSettings.newBuilder()
                .setInterval(Durations.fromSeconds(30))
                .setTimeout(Durations.fromSeconds(5))
                .build();
        return Any.pack(HttpProtocolOptions.newBuilder()
                .setExplicitHttpConfig(ExplicitHttpConfig.newBuilder()
                        .setHttp2ProtocolOptions(
                                Http2ProtocolOptions.newBuilder().setConnectionKeepalive(keepalive)))
                .build());
    }
}
