package dev.roster.envoy;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import envoy.annotations.Resource;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.envoyproxy.envoy.service.cluster.v3.CdsProto;
import io.envoyproxy.envoy.service.endpoint.v3.EdsProto;
import io.envoyproxy.envoy.service.extension.v3.ConfigDiscoveryProto;
import io.envoyproxy.envoy.service.listener.v3.LdsProto;
import io.envoyproxy.envoy.service.route.v3.RdsProto;
import io.envoyproxy.envoy.service.route.v3.SrdsProto;
import io.envoyproxy.envoy.service.runtime.v3.RtdsProto;
import io.envoyproxy.envoy.service.runtime.v3.Runtime;
import io.envoyproxy.envoy.service.secret.v3.SdsProto;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of resources that Roster serves, in the order in which a stream pushes them (P41). Immutable. */
public enum ResourceType {
    CLUSTER("clusters", "cds", Cluster.getDefaultInstance(), CdsProto.getDescriptor(), Sotw.FULL_SET, Removal.LAST),
    ENDPOINT(
            "endpoints",
            "eds",
            ClusterLoadAssignment.getDefaultInstance(),
            EdsProto.getDescriptor(),
            Sotw.ONLY_CHANGED,
            Removal.LAST),
    LISTENER(
            "listeners",
            "lds",
            Listener.getDefaultInstance(),
            LdsProto.getDescriptor(),
            Sotw.FULL_SET,
            Removal.IN_TURN),
    ROUTE(
            "routes",
            "rds",
            RouteConfiguration.getDefaultInstance(),
            RdsProto.getDescriptor(),
            Sotw.ONLY_CHANGED,
            Removal.IN_TURN),
    SCOPED_ROUTE(
            "scoped-routes",
            "srds",
            ScopedRouteConfiguration.getDefaultInstance(),
            SrdsProto.getDescriptor(),
            Sotw.FULL_SET,
            Removal.IN_TURN),
    VIRTUAL_HOST(
            "virtual-hosts",
            "vhds",
            VirtualHost.getDefaultInstance(),
            RdsProto.getDescriptor(),
            Sotw.NEVER,
            Removal.IN_TURN),
    SECRET(
            "secrets",
            "sds",
            Secret.getDefaultInstance(),
            SdsProto.getDescriptor(),
            Sotw.ONLY_CHANGED,
            Removal.WHEN_UNUSED),
    RUNTIME(
            "runtimes",
            "rtds",
            Runtime.getDefaultInstance(),
            RtdsProto.getDescriptor(),
            Sotw.ONLY_CHANGED,
            Removal.IN_TURN),
    EXTENSION_CONFIG(
            "extension-configs",
            "ecds",
            TypedExtensionConfig.getDefaultInstance(),
            ConfigDiscoveryProto.getDescriptor(),
            Sotw.ONLY_CHANGED,
            Removal.WHEN_UNUSED);

    private static final Map<String, ResourceType> BY_URL = by(ResourceType::typeUrl);
    private static final Map<String, ResourceType> BY_PATH = by(ResourceType::path);

    private final String path;
    private final String abbreviation;
    private final Message prototype;
    private final String typeUrl;
    private final ServiceDescriptor service;
    private final Sotw sotw;
    private final Removal removal;

    ResourceType(
            String path, String abbreviation, Message prototype, FileDescriptor services, Sotw sotw, Removal removal) {
        this.path = path;
        this.abbreviation = abbreviation;
        this.prototype = prototype;
        this.typeUrl = "type.googleapis.com/" + prototype.getDescriptorForType().getFullName();
        this.service = discovering(prototype, services);
        this.sotw = sotw;
        this.removal = removal;
    }

    private static ServiceDescriptor discovering(Message resource, FileDescriptor services) {
        String name = resource.getDescriptorForType().getFullName();
        return services.getServices().stream()
                .filter(service -> name.equals(
                        service.getOptions().getExtension(Resource.resource).getType()))
                .findAny()
                .orElseThrow();
    }

    private static Map<String, ResourceType> by(Function<ResourceType, String> property) {
        return Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(property, Function.identity()));
    }

    public static Optional<ResourceType> ofUrl(String typeUrl) {
        return Optional.ofNullable(BY_URL.get(typeUrl));
    }

    public static Optional<ResourceType> ofPath(String path) {
        return Optional.ofNullable(BY_PATH.get(path));
    }

    /** The type's word in paths, stored rows and keys. */
    public String path() {
        return path;
    }

    /** What Envoy calls the discovery of this type for short; names the files of this type. */
    public String abbreviation() {
        return abbreviation;
    }

    public String typeUrl() {
        return typeUrl;
    }

    /** The type's own discovery service, over gRPC and REST. */
    public ServiceDescriptor service() {
        return service;
    }

    /** The field of a message of this type that holds its name. */
    public String nameField() {
        return this == ENDPOINT ? "cluster_name" : "name";
    }

    public String nameOf(Message message) {
        return (String) message.getField(prototype.getDescriptorForType().findFieldByName(nameField()));
    }

    /** The message of this type with nothing set. */
    public Message prototype() {
        return prototype;
    }

    public Sotw sotw() {
        return sotw;
    }

    /** Whether clients ask for resources as they meet a need of them, by aliases too, and never for all (P50). */
    public boolean isOnDemand() {
        return sotw == Sotw.NEVER;
    }

    public Removal removal() {
        return removal;
    }

    /** Whether resources of this type lead clients to others, by their names. */
    public boolean refers() {
        return switch (this) {
            case CLUSTER, LISTENER, ROUTE, SCOPED_ROUTE, VIRTUAL_HOST, EXTENSION_CONFIG -> true;
            case ENDPOINT, SECRET, RUNTIME -> false;
        };
    }

    /**
     * Whether no response may hold two resources of this type. An Envoy that rejects a secret remembers it all the same, and
     * accepts it without a look when it comes again, so a NACK of several could never be traced to one. See <a
     * href="https://github.com/envoyproxy/envoy/blob/v1.36.0/source/common/secret/sds_api.cc">its {@code onConfigUpdate}</a>.
     */
    public boolean isSentAlone() {
        return this == SECRET;
    }

    /** What a state-of-the-world response of a type carries. */
    public enum Sotw {
        /** Every subscribed resource: what is missing does not exist (P30). */
        FULL_SET,
        /** What changed or was newly asked for; what is missing is as it was (P31). */
        ONLY_CHANGED,
        /** Nothing: the type is delta only (P50). */
        NEVER
    }

    /** When the removal of a resource of a type is pushed. */
    public enum Removal {
        /** With the changes of its type. */
        IN_TURN,
        /** After all other types: until then listeners and routes may still lead to it. */
        LAST,
        /** With the changes of its type, once no listener or cluster of the client refers to it (P44). */
        WHEN_UNUSED
    }
}
