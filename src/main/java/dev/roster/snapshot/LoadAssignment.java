package dev.roster.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.UnknownFieldSet;
import dev.roster.registry.Locality;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
    /**
     * What the weights of the localities of one priority may add up to. Clients reject an assignment in which they exceed 32
     * bits, gRPC's Java client ignores a locality whose weight has the highest of them (P80); the next one is left for those
     * that are raised to 1.
     */
    private static final long MAX_WEIGHT = 1L << 30;

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

    /** The deterministic bytes of the ClusterLoadAssignment; clients want its priorities without gaps (P80). */
    ByteString bytes(String clusterName) {
        ClusterLoadAssignment.Builder assignment =
                ClusterLoadAssignment.newBuilder().setClusterName(clusterName);
        int rank = 0;
        for (List<EncodedEndpoint> priority : runs(endpoints, EncodedEndpoint::priority)) {
            long scale = Math.ceilDiv(weight(priority), MAX_WEIGHT);
            for (List<EncodedEndpoint> locality : runs(priority, EncodedEndpoint::locality)) {
                assignment.addEndpoints(locality(locality, rank, Math.max(1, weight(locality) / scale)));
            }
            rank++;
        }
        return assignment.build().toByteString();
    }

    /** The stretches of ordered endpoints that have this in common. */
    private static List<List<EncodedEndpoint>> runs(List<EncodedEndpoint> ordered, Function<EncodedEndpoint, ?> by) {
        List<List<EncodedEndpoint>> runs = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= ordered.size(); to++) {
            if (to == ordered.size() || !by.apply(ordered.get(to)).equals(by.apply(ordered.get(from)))) {
                runs.add(ordered.subList(from, to));
                from = to;
            }
        }
        return runs;
    }

    private static long weight(List<EncodedEndpoint> endpoints) {
        return endpoints.stream().mapToLong(EncodedEndpoint::weight).sum();
    }

    /** gRPC ignores a locality without a weight (P80). */
    private static LocalityLbEndpoints locality(List<EncodedEndpoint> endpoints, int priority, long weight) {
        // a length-delimited field is the same bytes on the wire whether it is known as a message or not
        UnknownFieldSet.Field.Builder encoded = UnknownFieldSet.Field.newBuilder();
        endpoints.forEach(endpoint -> encoded.addLengthDelimited(endpoint.lbEndpoint()));
        Locality locality = endpoints.getFirst().locality();
        return LocalityLbEndpoints.newBuilder()
                .setLocality(io.envoyproxy.envoy.config.core.v3.Locality.newBuilder()
                        .setRegion(locality.region())
                        .setZone(locality.zone())
                        .setSubZone(locality.subZone()))
                .setLoadBalancingWeight(UInt32Value.of((int) weight))
                .setPriority(priority)
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(LocalityLbEndpoints.LB_ENDPOINTS_FIELD_NUMBER, encoded.build())
                        .build())
                .build();
    }
}
