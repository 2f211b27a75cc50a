package dev.roster.envoy.rules;

import com.google.protobuf.util.Durations;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import dev.roster.envoy.Moment;
import io.envoyproxy.envoy.config.route.v3.RetryPolicy.RetryBackOff;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteAction.RequestMirrorPolicy;
import io.envoyproxy.envoy.config.route.v3.RouteAction.UpgradeConfig;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster.ClusterWeight;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a route does with a request. */
final class RouteActionChecks {
    static final List<MessageCheck<?>> ALL = List.of(
            MessageCheck.on(RouteAction.getDefaultInstance(), RouteActionChecks::rewrites),
            MessageCheck.on(RouteAction.getDefaultInstance(), RouteActionChecks::upgrades),
            MessageCheck.on(RequestMirrorPolicy.getDefaultInstance(), RouteActionChecks::mirror),
            MessageCheck.on(WeightedCluster.getDefaultInstance(), RouteActionChecks::weights),
            MessageCheck.on(ClusterWeight.getDefaultInstance(), RouteActionChecks::weighted),
            MessageCheck.on(RetryBackOff.getDefaultInstance(), RouteActionChecks::backOff));

    private static final long MOST = 0xFFFFFFFFL;

    private RouteActionChecks() {}

    private static void rewrites(RouteAction action, FieldPath at, Findings findings) {
        long set = Stream.of(
                        !action.getPrefixRewrite().isEmpty(), action.hasRegexRewrite(), action.hasPathRewritePolicy())
                .filter(Boolean::booleanValue)
                .count();
        if (set > 1) {
            findings.violate(at, "", "must set only one of prefix_rewrite, regex_rewrite, path_rewrite_policy");
        }
    }

    private static void upgrades(RouteAction action, FieldPath at, Findings findings) {
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < action.getUpgradeConfigsCount(); i++) {
            UpgradeConfig upgrade = action.getUpgradeConfigs(i);
            String type = upgrade.getUpgradeType().toUpperCase(Locale.ROOT);
            FieldPath place = at.field("upgrade_configs").item(i);
            if (!taken.add(type)) {
                findings.violate(place.field("upgrade_type"), upgrade.getUpgradeType(), "must be unique");
            }
            if (upgrade.hasConnectConfig() && !type.startsWith("CONNECT")) {
                findings.violate(place.field("connect_config"), "", "must be set for CONNECT only");
            }
        }
    }

    private static void mirror(RequestMirrorPolicy policy, FieldPath at, Findings findings) {
        if (policy.getCluster().isEmpty() == policy.getClusterHeader().isEmpty()) {
            findings.violate(at, "", "must set exactly one of cluster, cluster_header");
        }
    }

    private static void weights(WeightedCluster clusters, FieldPath at, Findings findings) {
        boolean complete = clusters.getClustersList().stream().allMatch(ClusterWeight::hasWeight);
        long sum = clusters.getClustersList().stream()
                .mapToLong(cluster -> Integer.toUnsignedLong(cluster.getWeight().getValue()))
                .sum();
        if (clusters.getClustersCount() > 0 && complete && (sum == 0 || sum > MOST)) {
            findings.violate(
                    at.field("clusters"), sum, "must have weights whose sum is at least 1 and at most " + MOST);
        }
    }

    private static void weighted(ClusterWeight cluster, FieldPath at, Findings findings) {
        if (cluster.getName().isEmpty() == cluster.getClusterHeader().isEmpty()) {
            findings.violate(at, "", "must set exactly one of name, cluster_header");
        }
        if (!cluster.hasWeight()) {
            findings.violate(at.field("weight"), "", "is required");
        }
    }

    private static void backOff(RetryBackOff backOff, FieldPath at, Findings findings) {
        if (backOff.hasMaxInterval() && Durations.compare(backOff.getMaxInterval(), backOff.getBaseInterval()) < 0) {
            findings.violate(
                    at.field("max_interval"), Moment.of(backOff.getMaxInterval()), "must be at least base_interval");
        }
    }
}
