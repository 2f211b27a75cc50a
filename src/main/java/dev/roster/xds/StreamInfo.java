package dev.roster.xds;

import dev.roster.snapshot.Transport;
import dev.roster.snapshot.Viewer;
import io.envoyproxy.envoy.config.core.v3.Node;
import java.util.List;

/** Which client a stream belongs to, from its first message (P60), and how it came. Immutable. */
public record StreamInfo(Node node, Transport transport, boolean delta) {
    /** Whether the client understands a time to live in a state-of-the-world response (P51). */
    boolean takesTtl() {
        List<String> features = node.getClientFeaturesList();
        return features.contains("xds.config.supports-resource-in-sotw")
                || features.containsAll(List.of("xds.config.resource-in-sotw", "xds.config.supports-resource-ttl"));
    }

    /** What the client sees: its group is the cluster that its node names. */
    public Viewer viewer() {
        return new Viewer(node.getCluster(), transport);
    }

    /** A client that came by the transport of this name. */
    public static StreamInfo of(Node node, String transportName) {
        return switch (transportName) {
            case "delta-ads" -> new StreamInfo(node, Transport.ADS, true);
            case "ads" -> new StreamInfo(node, Transport.ADS, false);
            case "delta" -> new StreamInfo(node, Transport.DELTA_GRPC, true);
            case "grpc" -> new StreamInfo(node, Transport.GRPC, false);
            case "rest" -> new StreamInfo(node, Transport.REST, false);
            default -> throw new IllegalArgumentException("no transport is called " + transportName);
        };
    }

    /** The transport's name as in bootstraps: delta-ads, ads, delta or grpc. */
    public String transportName() {
        return switch (transport) {
            case ADS -> delta ? "delta-ads" : "ads";
            case DELTA_GRPC -> "delta";
            case GRPC -> "grpc";
            case REST -> "rest";
            case FILES -> "files";
        };
    }
}
