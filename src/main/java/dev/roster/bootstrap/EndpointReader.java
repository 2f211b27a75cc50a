package dev.roster.bootstrap;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UInt32Value;
import dev.roster.envoy.EnvoyJson;
import dev.roster.registry.Addresses;
import dev.roster.registry.Endpoint;
import dev.roster.registry.Health;
import dev.roster.registry.Locality;
import dev.roster.request.NameRule;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the endpoints of a static cluster into the registry's words. Whatever these cannot say, however small, ends it:
 * an endpoint must not lose on the way what it was given in the file. Not thread-safe: used for one cluster.
 */
final class EndpointReader {
    /** Where the weights of localities count: elsewhere Envoy does not look at them. */
    private static final Set<String> WEIGHING_LOCALITIES = Set.of(
            "envoy.config.cluster.v3.Cluster.CommonLbConfig.LocalityWeightedLbConfig",
            "envoy.extensions.load_balancing_policies.common.v3.LocalityLbConfig.LocalityWeightedLbConfig",
            "envoy.extensions.load_balancing_policies.wrr_locality.v3.WrrLocality");

    private final Cluster cluster;
    private final EnvoyJson json;
    private final Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private @Nullable String obstacle;

    private EndpointReader(Cluster cluster, EnvoyJson json) {
        this.cluster = cluster;
        this.json = json;
    }

    static EndpointReading read(Cluster cluster, EnvoyJson json) {
        EndpointReader reader = new EndpointReader(cluster, json);
        reader.assignment();
        return reader.obstacle == null
                ? new EndpointReading.Endpoints(List.copyOf(reader.endpoints.values()), reader.remarks)
                : new EndpointReading.Inexpressible(reader.obstacle);
    }

    private void assignment() {
        allow(cluster.getLoadAssignment(), Set.of("cluster_name", "endpoints"));
        boolean weighed = References.holds(cluster, WEIGHING_LOCALITIES);
        for (LocalityLbEndpoints locality : cluster.getLoadAssignment().getEndpointsList()) {
            allow(locality, Set.of("locality", "lb_endpoints", "load_balancing_weight", "priority"));
            if (weighed && unsigned(locality.getLoadBalancingWeight()) != sum(locality)) {
                hinder("a locality whose weight is not the sum of its endpoints'");
            }
            if (locality.getPriority() > Endpoint.HIGHEST_PRIORITY) {
                hinder("the priority " + locality.getPriority());
            }
            locality.getLbEndpointsList().forEach(endpoint -> endpoint(locality, endpoint));
        }
    }

    private static long sum(LocalityLbEndpoints locality) {
        return locality.getLbEndpointsList().stream()
                .mapToLong(endpoint -> Integer.toUnsignedLong(weight(endpoint)))
                .sum();
    }

    private static long unsigned(UInt32Value value) {
        return Integer.toUnsignedLong(value.getValue());
    }

    private static int weight(LbEndpoint endpoint) {
        return endpoint.hasLoadBalancingWeight()
                ? endpoint.getLoadBalancingWeight().getValue()
                : 1;
    }

    private void endpoint(LocalityLbEndpoints locality, LbEndpoint endpoint) {
        allow(endpoint, Set.of("endpoint", "health_status", "metadata", "load_balancing_weight"));
        allow(endpoint.getEndpoint(), Set.of("address", "hostname"));
        allow(endpoint.getEndpoint().getAddress(), Set.of("socket_address"));
        allow(endpoint.getMetadata(), Set.of("filter_metadata"));
        SocketAddress socket = endpoint.getEndpoint().getAddress().getSocketAddress();
        allow(socket, Set.of("address", "port_value"));
        Optional<String> address = Addresses.canonical(socket.getAddress());
        if (address.isEmpty()) {
            hinder("the address " + socket.getAddress() + ", which is no IP address");
        }
        if (socket.getPortValue() < 1 || socket.getPortValue() > Endpoint.HIGHEST_PORT) {
            hinder("the port " + Integer.toUnsignedString(socket.getPortValue()));
        }
        if (obstacle == null) {
            add(new Endpoint(
                    id(address.orElseThrow(), socket.getPortValue()),
                    cluster.getName(),
                    address.orElseThrow(),
                    socket.getPortValue(),
                    checked(weight(endpoint)),
                    locality.getPriority(),
                    locality(locality.getLocality()),
                    health(endpoint.getHealthStatus()),
                    hostname(endpoint),
                    metadata(endpoint)));
        }
    }

    /** Envoy counts an address that stands there twice as two hosts: one of both weights gets as much. */
    private void add(Endpoint endpoint) {
        Endpoint first = endpoints.putIfAbsent(endpoint.id(), endpoint);
        if (first == null) {
            return;
        }
        if (!weighing(first, 0).equals(weighing(endpoint, 0))) {
            hinder("one address twice with different attributes, " + shown(endpoint));
            return;
        }
        endpoints.put(endpoint.id(), weighing(first, checked(first.weight() + endpoint.weight())));
        remarks.add(shown(endpoint) + " occurs more than once: it became one endpoint with the weights added up");
    }

    private static Endpoint weighing(Endpoint endpoint, int weight) {
        return new Endpoint(
                endpoint.id(),
                endpoint.service(),
                endpoint.address(),
                endpoint.port(),
                weight,
                endpoint.priority(),
                endpoint.locality(),
                endpoint.health(),
                endpoint.hostname(),
                endpoint.metadata());
    }

    private static String shown(Endpoint endpoint) {
        return endpoint.address() + " port " + endpoint.port();
    }

    private int checked(int weight) {
        if (weight < 1 || weight > Endpoint.HIGHEST_WEIGHT) {
            hinder("the weight " + Integer.toUnsignedString(weight));
        }
        return weight;
    }

    /** The same for the same endpoint: a second import finds what the first one made. */
    private String id(String address, int port) {
        String identity = cluster.getName() + "\n" + address + "\n" + port;
        return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Locality locality(io.envoyproxy.envoy.config.core.v3.Locality locality) {
        return new Locality(text(locality.getRegion()), text(locality.getZone()), text(locality.getSubZone()));
    }

    private Health health(HealthStatus status) {
        return switch (status) {
            case UNKNOWN -> Health.UNKNOWN;
            case HEALTHY -> Health.HEALTHY;
            case UNHEALTHY -> Health.UNHEALTHY;
            case DRAINING -> Health.DRAINING;
            case TIMEOUT -> Health.TIMEOUT;
            case DEGRADED -> Health.DEGRADED;
            case UNRECOGNIZED -> {
                hinder("a health status of a newer Envoy");
                yield Health.UNKNOWN;
            }
        };
    }

    /** A host that came of DNS has the name that was looked up, also where that is an address; routes may rewrite to it. */
    private @Nullable String hostname(LbEndpoint endpoint) {
        String name = endpoint.getEndpoint().getHostname();
        if (!name.isEmpty()) {
            return text(name);
        }
        return cluster.getType() == DiscoveryType.STATIC
                ? null
                : endpoint.getEndpoint().getAddress().getSocketAddress().getAddress();
    }

    private @Nullable String metadata(LbEndpoint endpoint) {
        if (endpoint.getMetadata().getFilterMetadataCount() == 0) {
            return null;
        }
        String metadata = json.print(endpoint.getMetadata());
        if (metadata.length() > Endpoint.LONGEST_METADATA) {
            hinder("metadata of " + metadata.length() + " characters");
        }
        return metadata;
    }

    private String text(String text) {
        NameRule.brokenText(text).ifPresent(rule -> hinder("a text that " + rule));
        return text;
    }

    /** Other fields than these, the API's future ones included, are what the registry cannot say. */
    private void allow(Message message, Set<String> fields) {
        String others = message.getAllFields().keySet().stream()
                .map(FieldDescriptor::getName)
                .filter(name -> !fields.contains(name))
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            hinder(others);
        }
    }

    private void hinder(String reason) {
        if (obstacle == null) {
            obstacle = reason;
        }
    }
}
