package dev.roster.bootstrap;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.FilePath;
import io.envoyproxy.envoy.config.bootstrap.v3.Admin;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.bootstrap.v3.LayeredRuntime;
import io.envoyproxy.envoy.config.bootstrap.v3.RuntimeLayer;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import jakarta.inject.Singleton;

/** Bootstraps of Envoys that take everything else from Roster. Immutable. */
@Singleton
public final class Bootstraps {
    private static final String LOOPBACK = "127.0.0.1";

    private final Uplinks uplinks;

    Bootstraps(Uplinks uplinks) {
        this.uplinks = uplinks;
    }

    public Bootstrap envoy(BootstrapRequest request) {
        Bootstrap.Builder bootstrap = Bootstrap.newBuilder()
                .setNode(Node.newBuilder()
                        .setId(request.node().id())
                        .setCluster(request.node().cluster()))
                .setAdmin(admin(request.adminPort()))
                .setDynamicResources(uplinks.dynamicResources(request.uplink()));
        uplinks.cluster(request.uplink())
                .ifPresent(cluster -> bootstrap.getStaticResourcesBuilder().addClusters(cluster));
        if (request.runtime() != null) {
            FilePath file = FilePath.of(ResourceType.RUNTIME, request.runtime());
            bootstrap.setLayeredRuntime(runtime(request.runtime(), uplinks.source(request.uplink(), file)));
        }
        return bootstrap.build();
    }

    private static Admin admin(int port) {
        return Admin.newBuilder()
                .setAddress(Address.newBuilder()
                        .setSocketAddress(
                                SocketAddress.newBuilder().setAddress(LOOPBACK).setPortValue(port)))
                .build();
    }

    /** Layers replace Envoy's own default, in which the admin port has the last word: here too. */
    private static LayeredRuntime runtime(String name, ConfigSource source) {
        return LayeredRuntime.newBuilder()
                .addLayers(RuntimeLayer.newBuilder()
                        .setName(name)
                        .setRtdsLayer(RuntimeLayer.RtdsLayer.newBuilder()
                                .setName(name)
                                .setRtdsConfig(source)))
                .addLayers(RuntimeLayer.newBuilder()
                        .setName("admin")
                        .setAdminLayer(RuntimeLayer.AdminLayer.getDefaultInstance()))
                .build();
    }
}
