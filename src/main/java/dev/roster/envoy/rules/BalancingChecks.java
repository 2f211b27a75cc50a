package dev.roster.envoy.rules;

import com.google.protobuf.UInt64Value;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.RingHashLbConfig;
import io.envoyproxy.envoy.extensions.load_balancing_policies.maglev.v3.Maglev;
import io.envoyproxy.envoy.extensions.load_balancing_policies.ring_hash.v3.RingHash;
import java.math.BigInteger;
import java.util.List;

/** Load balancing: which policy fits which cluster, and the sizes of hash tables. */
final class BalancingChecks {
    static final List<MessageCheck<?>> ALL = List.of(
            MessageCheck.on(Cluster.getDefaultInstance(), BalancingChecks::policy),
            MessageCheck.on(Cluster.getDefaultInstance(), BalancingChecks::tables),
            MessageCheck.on(RingHash.getDefaultInstance(), BalancingChecks::ring),
            MessageCheck.on(Maglev.getDefaultInstance(), BalancingChecks::maglev));

    /** Envoy's defaults. */
    private static final long SMALLEST_RING = 1024;

    private static final long LARGEST_RING = 8 * 1024 * 1024;
    private static final int CERTAINTY = 30;

    private BalancingChecks() {}

    private static void policy(Cluster cluster, FieldPath at, Findings findings) {
        LbPolicy policy = cluster.getLbPolicy();
        FieldPath field = at.field("lb_policy");
        boolean provided = policy == LbPolicy.CLUSTER_PROVIDED;
        if (cluster.getType() == DiscoveryType.ORIGINAL_DST && !provided) {
            findings.violate(field, policy, "must be CLUSTER_PROVIDED for a cluster of type ORIGINAL_DST");
        } else if (provided && !cluster.hasClusterType() && cluster.getType() != DiscoveryType.ORIGINAL_DST) {
            findings.violate(field, policy, "must not be CLUSTER_PROVIDED: a cluster of this type provides no policy");
        } else if (provided && cluster.hasLbSubsetConfig()) {
            findings.violate(field, policy, "must not be CLUSTER_PROVIDED beside lb_subset_config");
        } else if (policy == LbPolicy.LOAD_BALANCING_POLICY_CONFIG && !cluster.hasLoadBalancingPolicy()) {
            findings.violate(at.field("load_balancing_policy"), "", "is required by lb_policy");
        }
    }

    /** Only the table of the chosen policy is looked at. */
    private static void tables(Cluster cluster, FieldPath at, Findings findings) {
        if (cluster.getLbPolicy() == LbPolicy.RING_HASH) {
            RingHashLbConfig config = cluster.getRingHashLbConfig();
            ring(
                    size(config.hasMinimumRingSize(), config.getMinimumRingSize(), SMALLEST_RING),
                    size(config.hasMaximumRingSize(), config.getMaximumRingSize(), LARGEST_RING),
                    at.field("ring_hash_lb_config"),
                    findings);
        } else if (cluster.getLbPolicy() == LbPolicy.MAGLEV
                && cluster.getMaglevLbConfig().hasTableSize()) {
            prime(cluster.getMaglevLbConfig().getTableSize(), at.field("maglev_lb_config"), findings);
        }
    }

    private static void ring(RingHash config, FieldPath at, Findings findings) {
        ring(
                size(config.hasMinimumRingSize(), config.getMinimumRingSize(), SMALLEST_RING),
                size(config.hasMaximumRingSize(), config.getMaximumRingSize(), LARGEST_RING),
                at,
                findings);
    }

    private static void ring(long least, long most, FieldPath at, Findings findings) {
        if (Long.compareUnsigned(least, most) > 0) {
            findings.violate(at.field("maximum_ring_size"), most, "must be at least minimum_ring_size, " + least);
        }
    }

    private static long size(boolean set, UInt64Value value, long otherwise) {
        return set ? value.getValue() : otherwise;
    }

    private static void maglev(Maglev config, FieldPath at, Findings findings) {
        if (config.hasTableSize()) {
            prime(config.getTableSize(), at, findings);
        }
    }

    private static void prime(UInt64Value size, FieldPath at, Findings findings) {
        if (!BigInteger.valueOf(size.getValue()).isProbablePrime(CERTAINTY)) {
            findings.violate(at.field("table_size"), size.getValue(), "must be a prime number");
        }
    }
}
