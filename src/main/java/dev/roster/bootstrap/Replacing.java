package dev.roster.bootstrap;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.StaticResources;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of a file goes with the management server whose place Roster takes: the clusters that lead to nothing else, and the
 * secrets that nothing else needs. Immutable.
 *
 * @param clusters their names
 * @param secrets their names
 */
record Replacing(Set<String> clusters, Set<String> secrets) {
    Replacing {
        clusters = Set.copyOf(clusters);
        secrets = Set.copyOf(secrets);
    }

    static Replacing of(Bootstrap file, Keeping keeping) {
        StaticResources resources = file.getStaticResources();
        Set<String> clusters = new HashSet<>(References.clusters(file.getDynamicResources()));
        clusters.removeIf(name -> keeping.cluster(name).isPresent() || isNamedByOthers(name, resources));

        List<Cluster> replaced = resources.getClustersList().stream()
                .filter(cluster -> clusters.contains(cluster.getName()))
                .toList();
        Set<String> secrets = new HashSet<>(References.secrets(only(replaced)));
        secrets.removeAll(References.secrets(without(clusters, resources)));
        secrets.removeIf(name -> keeping.secret(name).isPresent());
        return new Replacing(clusters, secrets);
    }

    private static boolean isNamedByOthers(String cluster, StaticResources resources) {
        return References.clusters(without(Set.of(cluster), resources)).contains(cluster);
    }

    private static Message only(List<Cluster> clusters) {
        return StaticResources.newBuilder().addAllClusters(clusters).build();
    }

    private static Message without(Set<String> clusters, StaticResources resources) {
        return resources.toBuilder()
                .clearClusters()
                .addAllClusters(resources.getClustersList().stream()
                        .filter(cluster -> !clusters.contains(cluster.getName()))
                        .toList())
                .build();
    }
}
