package dev.roster.bootstrap;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a file cannot leave it: what Envoy reads only from its bootstrap, and the clusters and secrets that this needs
 * before anything can be discovered; each with the reason. Not thread-safe: filled while it is made, read after that.
 */
final class Keeping {
    private final Bootstrap file;
    private final Map<String, String> clusters = new HashMap<>();
    private final Map<String, String> secrets = new HashMap<>();

    private Keeping(Bootstrap file) {
        this.file = file;
    }

    static Keeping of(Bootstrap file) {
        Keeping keeping = new Keeping(file);
        keeping.fields()
                .forEach(field -> keeping.keepWhatIsNamedBy(keeping.alone(field), field.getName() + " needs it"));
        file.getStaticResources().getListenersList().stream()
                .filter(Keeping::isForThisProcess)
                .forEach(listener -> keeping.keepWhatIsNamedBy(listener, "a listener that stays needs it"));
        References.sources(file.getStaticResources())
                .forEach(cluster -> keeping.clusters.putIfAbsent(
                        cluster, "it leads to a management server: Envoy takes only static clusters for that"));
        keeping.keepWhatClustersNeed(Set.of());
        keeping.keepSecretsOfOneName();
        return keeping;
    }

    /** A cluster that stays may name others, and these others more. */
    private void keepWhatClustersNeed(Set<String> done) {
        Set<String> known = Set.copyOf(clusters.keySet());
        for (Cluster cluster : file.getStaticResources().getClustersList()) {
            if (known.contains(cluster.getName()) && !done.contains(cluster.getName())) {
                keepWhatIsNamedBy(cluster, "the static cluster " + cluster.getName() + " needs it");
            }
        }
        if (clusters.size() > known.size()) {
            keepWhatClustersNeed(known);
        }
    }

    private void keepWhatIsNamedBy(Message message, String reason) {
        References.clusters(message).forEach(name -> clusters.putIfAbsent(name, reason));
        References.secrets(message).forEach(name -> secrets.putIfAbsent(name, reason));
    }

    /** Envoy has a certificate, a validation context and so on of one name; among resources a name means one of them. */
    private void keepSecretsOfOneName() {
        Set<String> names = new HashSet<>();
        for (Secret secret : file.getStaticResources().getSecretsList()) {
            if (!names.add(secret.getName())) {
                secrets.putIfAbsent(secret.getName(), "secrets of different kinds have this name");
            }
        }
    }

    /** Envoy takes a listener for an application in its own process from its bootstrap only. */
    static boolean isForThisProcess(Listener listener) {
        return listener.hasApiListener();
    }

    /** Why this cluster stays, or nothing when it need not. */
    Optional<String> cluster(String name) {
        return Optional.ofNullable(clusters.get(name));
    }

    /** Why this secret stays, or nothing when it need not. */
    Optional<String> secret(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    /** The fields of the bootstrap that are set besides its resources, in the order of the API. */
    List<FieldDescriptor> fields() {
        return file.getAllFields().keySet().stream()
                .filter(field -> field.getNumber() != Bootstrap.STATIC_RESOURCES_FIELD_NUMBER
                        && field.getNumber() != Bootstrap.DYNAMIC_RESOURCES_FIELD_NUMBER)
                .toList();
    }

    /** One of these fields by itself. */
    Bootstrap alone(FieldDescriptor field) {
        return Bootstrap.newBuilder().setField(field, file.getField(field)).build();
    }
}
