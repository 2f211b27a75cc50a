package dev.roster.xds.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.service.cluster.v3.ClusterDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.envoyproxy.envoy.service.endpoint.v3.EndpointDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.extension.v3.ExtensionConfigDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.listener.v3.ListenerDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.route.v3.RouteDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.route.v3.ScopedRoutesDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.route.v3.VirtualHostDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.runtime.v3.Runtime;
import io.envoyproxy.envoy.service.runtime.v3.RuntimeDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.secret.v3.SecretDiscoveryServiceGrpc;
import io.grpc.MethodDescriptor;
import java.util.Optional;

/** The resource types as a client names them on the wire, each with the service of its own. */
@SuppressWarnings("ImmutableEnumChecker") // a MethodDescriptor is immutable, it only does not say so
public enum WireType {
    LDS(
            Listener.getDefaultInstance(),
            ListenerDiscoveryServiceGrpc.getDeltaListenersMethod(),
            ListenerDiscoveryServiceGrpc.getStreamListenersMethod()),
    RDS(
            RouteConfiguration.getDefaultInstance(),
            RouteDiscoveryServiceGrpc.getDeltaRoutesMethod(),
            RouteDiscoveryServiceGrpc.getStreamRoutesMethod()),
    SRDS(
            ScopedRouteConfiguration.getDefaultInstance(),
            ScopedRoutesDiscoveryServiceGrpc.getDeltaScopedRoutesMethod(),
            ScopedRoutesDiscoveryServiceGrpc.getStreamScopedRoutesMethod()),
    /** Delta only. */
    VHDS(VirtualHost.getDefaultInstance(), VirtualHostDiscoveryServiceGrpc.getDeltaVirtualHostsMethod()),
    CDS(
            Cluster.getDefaultInstance(),
            ClusterDiscoveryServiceGrpc.getDeltaClustersMethod(),
            ClusterDiscoveryServiceGrpc.getStreamClustersMethod()),
    EDS(
            ClusterLoadAssignment.getDefaultInstance(),
            EndpointDiscoveryServiceGrpc.getDeltaEndpointsMethod(),
            EndpointDiscoveryServiceGrpc.getStreamEndpointsMethod()),
    SDS(
            Secret.getDefaultInstance(),
            SecretDiscoveryServiceGrpc.getDeltaSecretsMethod(),
            SecretDiscoveryServiceGrpc.getStreamSecretsMethod()),
    RTDS(
            Runtime.getDefaultInstance(),
            RuntimeDiscoveryServiceGrpc.getDeltaRuntimeMethod(),
            RuntimeDiscoveryServiceGrpc.getStreamRuntimeMethod()),
    ECDS(
            TypedExtensionConfig.getDefaultInstance(),
            ExtensionConfigDiscoveryServiceGrpc.getDeltaExtensionConfigsMethod(),
            ExtensionConfigDiscoveryServiceGrpc.getStreamExtensionConfigsMethod());

    private final Message prototype;
    private final MethodDescriptor<DeltaDiscoveryRequest, DeltaDiscoveryResponse> delta;
    private final Optional<MethodDescriptor<DiscoveryRequest, DiscoveryResponse>> sotw;

    WireType(Message prototype, MethodDescriptor<DeltaDiscoveryRequest, DeltaDiscoveryResponse> delta) {
        this.prototype = prototype;
        this.delta = delta;
        this.sotw = Optional.empty();
    }

    WireType(
            Message prototype,
            MethodDescriptor<DeltaDiscoveryRequest, DeltaDiscoveryResponse> delta,
            MethodDescriptor<DiscoveryRequest, DiscoveryResponse> sotw) {
        this.prototype = prototype;
        this.delta = delta;
        this.sotw = Optional.of(sotw);
    }

    public String url() {
        return "type.googleapis.com/" + prototype.getDescriptorForType().getFullName();
    }

    MethodDescriptor<DeltaDiscoveryRequest, DeltaDiscoveryResponse> delta() {
        return delta;
    }

    MethodDescriptor<DiscoveryRequest, DiscoveryResponse> sotw() {
        return sotw.orElseThrow();
    }

    /** The name inside a resource, also of one that is wrapped because it has a TTL. */
    public String name(Any resource) {
        try {
            if (resource.is(Resource.class)) {
                return resource.unpack(Resource.class).getName();
            }
            Message message = prototype.getParserForType().parseFrom(resource.getValue());
            String field = this == EDS ? "cluster_name" : "name";
            return (String) message.getField(message.getDescriptorForType().findFieldByName(field));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("No " + this + " resource: " + resource, e);
        }
    }
}
