package dev.roster.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UnknownFieldSet;
import dev.roster.registry.Locality;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The endpoints of one service, ordered by priority, locality and id. It is put together by copying encoded endpoints,
 * so one that changed does not have the others encoded again. Immutable.
 */
final class LoadAssignment {
    static final LoadAssignment EMPTY = new LoadAssignment(List.of());

    private static final Comparator<EncodedEndpoint> ORDER = Comparator.comparingInt(EncodedEndpoint::priority)
            .thenComparing(EncodedEndpoint::locality)
            .thenComparing(EncodedEndpoint::id);
    private static final long MAX_UINT32 = 0xFFFF_FFFFL;

    private final List<EncodedEndpoint> endpoints;

    private LoadAssignment(List<EncodedEndpoint> endpoints) {
        this.endpoints = endpoints;
    }

    /** This assignment with the endpoints of these ids set, or gone where there is none. */
    LoadAssignment with(Map<String, Optional<EncodedEndpoint>> changed) {
        Set<String> ids = changed.keySet();
        return new LoadAssignment(Stream.concat(
                        endpoints.stream().filter(endpoint -> !ids.contains(endpoint.id())),
                        changed.values().stream().flatMap(Optional::stream))
                .sorted(ORDER)
                .toList());
    }

    /** The deterministic bytes of the ClusterLoadAssignment. */
    ByteString bytes(String clusterName) {
        ClusterLoadAssignment.Builder assignment =
                ClusterLoadAssignment.newBuilder().setClusterName(clusterName);
        int rank = -1;
        int from = 0;
        while (from < endpoints.size()) {
            EncodedEndpoint first = endpoints.get(from);
            if (from == 0 || first.priority() != endpoints.get(from - 1).priority()) {
                rank++; // clients want priorities without gaps (P80)
            }
            int to = from + 1;
            while (to < endpoints.size() && sameLocality(first, endpoints.get(to))) {
                to++;
            }
            assignment.addEndpoints(locality(endpoints.subList(from, to), rank));
            from = to;
        }
        return assignment.build().toByteString();
    }

    private static boolean sameLocality(EncodedEndpoint one, EncodedEndpoint other) {
        return one.priority() == other.priority() && one.locality().equals(other.locality());
    }

    private static LocalityLbEndpoints locality(List<EncodedEndpoint> endpoints, int priority) {
        // a length-delimited field is the same bytes on the wire whether it is known as a message or not
        UnknownFieldSet.Field.Builder encoded = UnknownFieldSet.Field.newBuilder();
        long weight = 0;
        for (EncodedEndpoint endpoint : endpoints) {
            encoded.addLengthDelimited(endpoint.lbEndpoint());
            weight += endpoint.weight();
        }
        Locality locality = endpoints.getFirst().locality();
        return LocalityLbEndpoints.newBuilder()
                .setLocality(io.envoyproxy.envoy.config.core.v3.Locality.newBuilder()
                        .setRegion(locality.region())
                        .setZone(locality.zone())
                        .setSubZone(locality.subZone()))
                // gRPC ignores a locality without a weight (P80)
                .setLoadBalancingWeight(UInt32Value.of((int) Math.min(weight, MAX_UINT32)))
                .setPriority(priority)
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(LocalityLbEndpoints.LB_ENDPOINTS_FIELD_NUMBER, encoded.build())
                        .build())
                .build();
    }
}
