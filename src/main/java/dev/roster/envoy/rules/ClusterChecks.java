package dev.roster.envoy.rules;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import dev.roster.envoy.Moment;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.RefreshRate;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import java.util.List;

/** What makes a cluster: where its endpoints come from, and how their health is checked. */
final class ClusterChecks {
    static final List<MessageCheck<?>> ALL = List.of(
            MessageCheck.on(Cluster.getDefaultInstance(), ClusterChecks::eds),
            MessageCheck.on(Cluster.getDefaultInstance(), ClusterChecks::assignment),
            MessageCheck.on(Cluster.getDefaultInstance(), ClusterChecks::healthChecks),
            MessageCheck.on(RefreshRate.getDefaultInstance(), ClusterChecks::refreshRate));

    private static final String HTTP_OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    private ClusterChecks() {}

    private static void eds(Cluster cluster, FieldPath at, Findings findings) {
        FieldPath field = at.field("eds_cluster_config");
        boolean eds = cluster.getType() == DiscoveryType.EDS;
        if (!eds && cluster.hasEdsClusterConfig()) {
            findings.violate(field, "", "must not be set for a cluster that is not of type EDS");
        } else if (eds && !cluster.hasEdsClusterConfig()) {
            findings.violate(field, "", "is required for a cluster of type EDS");
        } else if (eds && !cluster.getEdsClusterConfig().hasEdsConfig()) {
            findings.violate(field.field("eds_config"), "", "is required");
        }
    }

    private static void assignment(Cluster cluster, FieldPath at, Findings findings) {
        FieldPath field = at.field("load_assignment");
        switch (cluster.getClusterDiscoveryTypeCase()) {
            case CLUSTER_TYPE -> {} // an extension's own affair
            case TYPE, CLUSTERDISCOVERYTYPE_NOT_SET -> {
                switch (cluster.getType()) {
                    case STATIC -> AssignmentChecks.resolved(cluster.getLoadAssignment(), field, findings);
                    case LOGICAL_DNS -> single(cluster, field, findings);
                    case ORIGINAL_DST -> none(cluster, field, findings);
                    case EDS, STRICT_DNS, UNRECOGNIZED -> {}
                }
            }
        }
    }

    private static void single(Cluster cluster, FieldPath at, Findings findings) {
        boolean single = cluster.getLoadAssignment().getEndpointsCount() == 1
                && cluster.getLoadAssignment().getEndpoints(0).getLbEndpointsCount() == 1;
        if (!single) {
            findings.violate(at, "", "must hold exactly one endpoint in a cluster of type LOGICAL_DNS");
        }
    }

    private static void none(Cluster cluster, FieldPath at, Findings findings) {
        if (cluster.hasLoadAssignment()) {
            findings.violate(at, "", "must not be set for a cluster of type ORIGINAL_DST");
        }
    }

    private static void healthChecks(Cluster cluster, FieldPath at, Findings findings) {
        FieldPath field = at.field("health_checks");
        if (cluster.getHealthChecksCount() > 1) {
            findings.violate(field, cluster.getHealthChecksList(), "must hold at most 1 item");
        }
        for (int i = 0; i < cluster.getHealthChecksCount(); i++) {
            if (cluster.getHealthChecks(i).hasGrpcHealthCheck() && !speaksHttp2(cluster)) {
                findings.violate(
                        field.item(i).field("grpc_health_check"),
                        "",
                        "must be in a cluster that speaks HTTP/2 (typed_extension_protocol_options)");
            }
        }
    }

    private static void refreshRate(RefreshRate rate, FieldPath at, Findings findings) {
        if (rate.hasMaxInterval() && Durations.compare(rate.getMaxInterval(), rate.getBaseInterval()) < 0) {
            findings.violate(
                    at.field("max_interval"), Moment.of(rate.getMaxInterval()), "must be at least base_interval");
        }
    }

    @SuppressWarnings("deprecation") // clusters of before the options were an extension
    private static boolean speaksHttp2(Cluster cluster) {
        Any packed = cluster.getTypedExtensionProtocolOptionsMap().get(HTTP_OPTIONS);
        if (packed == null) {
            return cluster.hasHttp2ProtocolOptions();
        }
        try {
            HttpProtocolOptions options = packed.unpack(HttpProtocolOptions.class);
            return options.hasAutoConfig()
                    || options.getExplicitHttpConfig().hasHttp2ProtocolOptions()
                    || options.getUseDownstreamProtocolConfig().hasHttp2ProtocolOptions();
        } catch (InvalidProtocolBufferException e) {
            return true; // not the options at all, which is another violation
        }
    }
}
