package dev.roster.bootstrap;

import com.google.protobuf.Message;
import dev.roster.bootstrap.Conversion.Fate;
import dev.roster.bootstrap.Conversion.Made;
import dev.roster.bootstrap.Conversion.MadeResource;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.MessageRewriter;
import dev.roster.envoy.Redaction;
import dev.roster.envoy.ResourceType;
import dev.roster.request.BadRequest;
import dev.roster.resource.FilePath;
import dev.roster.resource.ResourceKey;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.StaticResources;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conversion of one file. Not thread-safe: used once. */
final class FileConversion {
    private static final String CLUSTERS = "static_resources.clusters";
    private static final String LISTENERS = "static_resources.listeners";
    private static final String SECRETS = "static_resources.secrets";

    private final EnvoyJson json;
    private final Uplinks uplinks;
    private final ImportRequest request;
    private final Bootstrap file;
    private final StaticResources resources;
    private final String group;
    private final Keeping keeping;
    private final Notes notes = new Notes();
    private final List<Made> made = new ArrayList<>();
    private final StaticResources.Builder kept = StaticResources.newBuilder();

    FileConversion(EnvoyJson json, Uplinks uplinks, ImportRequest request) {
        this.json = json;
        this.uplinks = uplinks;
        this.request = request;
        this.file = request.file();
        this.resources = file.getStaticResources();
        this.group = request.group() == null ? file.getNode().getCluster() : request.group();
        this.keeping = Keeping.of(file);
    }

    Conversion convert() {
        List<Listener> listeners = ListenerNames.complete(resources.getListenersList());
        NameRules rules = new NameRules(notes);
        rules.group(request.group() == null ? "node.cluster" : "group", group);
        rules.check(resources.toBuilder()
                .clearListeners()
                .addAllListeners(listeners)
                .build());
        secrets();
        clusters();
        listeners(listeners);
        BadRequest.refuse(notes.violations());
        return new Conversion(group, made, notes.left(), notes.warnings(), bootstrap());
    }

    private void secrets() {
        for (int i = 0; i < resources.getSecretsCount(); i++) {
            Secret secret = resources.getSecrets(i);
            String from = SECRETS + "[" + i + "]";
            Optional<String> reason = keeping.secret(secret.getName());
            if (reason.isPresent()) {
                kept.addSecrets(secret);
                notes.left(from, Fate.KEPT, reason.get());
            } else {
                made.add(new MadeResource(
                        from, new ResourceKey(ResourceType.SECRET, group, secret.getName()), secret, ""));
            }
        }
    }

    private void clusters() {
        ClusterConverter converter =
                new ClusterConverter(json, group, name -> source(ResourceType.ENDPOINT, name), notes);
        String here = uplinks.cluster(request.uplink()).map(Cluster::getName).orElse("");
        for (int i = 0; i < resources.getClustersCount(); i++) {
            Cluster cluster = resources.getClusters(i);
            String from = CLUSTERS + "[" + i + "]";
            Optional<String> reason = keeping.cluster(cluster.getName());
            if (ledToManagementServerOnly(cluster)) {
                notes.left(from, Fate.REPLACED, "it led to the management server whose place Roster takes");
            } else if (cluster.getName().equals(here)) {
                notes.violate(
                        from + ".name", here, "is the cluster that leads to Roster: one of both needs another name");
            } else if (reason.isPresent()) {
                kept.addClusters(cluster);
                notes.left(from, Fate.KEPT, reason.get());
            } else {
                warn(from, cluster.getName(), cluster);
                made.addAll(converter.convert(from, withDiscoveredSecrets(cluster)));
            }
        }
    }

    private boolean ledToManagementServerOnly(Cluster cluster) {
        String name = cluster.getName();
        return keeping.cluster(name).isEmpty()
                && References.clusters(file.getDynamicResources()).contains(name)
                && resources.getListenersList().stream()
                        .noneMatch(listener -> References.clusters(listener).contains(name))
                && resources.getClustersList().stream()
                        .filter(other -> !other.getName().equals(name))
                        .noneMatch(other -> References.clusters(other).contains(name));
    }

    private void listeners(List<Listener> listeners) {
        ListenerConverter converter = new ListenerConverter(
                group, name -> source(ResourceType.ROUTE, name), new RouteNames(listeners), notes);
        for (int i = 0; i < listeners.size(); i++) {
            Listener listener = listeners.get(i);
            String from = LISTENERS + "[" + i + "]";
            if (Keeping.isForThisProcess(listener)) {
                kept.addListeners(listener);
                notes.left(from, Fate.KEPT, "Envoy takes an API listener from its bootstrap only");
                continue;
            }
            if (!listener.getName().equals(resources.getListeners(i).getName())) {
                notes.warn(from, "", "has no name, which a discovered listener needs: it became " + listener.getName());
            }
            warn(from, listener.getName(), listener);
            Listener discovered = withDiscoveredSecrets(listener);
            made.addAll(
                    request.inlineRoutes()
                            ? List.of(converter.listener(from, discovered))
                            : converter.withRoutes(from, discovered));
        }
    }

    private ConfigSource source(ResourceType type, String name) {
        return uplinks.source(request.uplink(), FilePath.of(type, name));
    }

    private <M extends Message> M withDiscoveredSecrets(M message) {
        return MessageRewriter.rewrite(
                message,
                inner -> References.isStaticSecret(inner)
                                && keeping.secret(References.name(inner)).isEmpty()
                        ? inner.toBuilder()
                                .setField(References.source(inner), source(ResourceType.SECRET, References.name(inner)))
                                .build()
                        : inner);
    }

    private void warn(String from, String name, Message part) {
        if (References.aggregated(part)) {
            notes.warn(
                    from,
                    name,
                    "asks the aggregated stream, which is Roster's from now on, for what is not in this file");
        }
        if (Redaction.changes(part)) {
            notes.warn(from, name, "holds a key or password, which is stored as it is: only a secret is encrypted");
        }
    }

    private Bootstrap bootstrap() {
        keeping.fields()
                .forEach(field -> notes.left(field.getName(), Fate.KEPT, "Envoy reads it from its bootstrap only"));
        if (file.hasDynamicResources()) {
            notes.left("dynamic_resources", Fate.REPLACED, "Roster is the management server from now on");
        }
        uplinks.cluster(request.uplink()).ifPresent(kept::addClusters);
        Bootstrap.Builder bootstrap = file.toBuilder().setDynamicResources(uplinks.dynamicResources(request.uplink()));
        if (kept.build().equals(StaticResources.getDefaultInstance())) {
            bootstrap.clearStaticResources();
        } else {
            bootstrap.setStaticResources(kept);
        }
        node(bootstrap);
        return bootstrap.build();
    }

    private void node(Bootstrap.Builder bootstrap) {
        String cluster = file.getNode().getCluster();
        if (!group.isEmpty()) {
            bootstrap.getNodeBuilder().setCluster(group);
            if (!cluster.equals(group)) {
                notes.warn(
                        "node.cluster",
                        cluster,
                        "is " + group + " from now on: it says which group's resources a node gets");
            }
        } else if (cluster.isEmpty()) {
            notes.warn(
                    "node.cluster", "", "is not set: everything is for all nodes, and Envoy needs --service-cluster");
        }
        if (file.getNode().getId().isEmpty()) {
            notes.warn("node.id", "", "is not set: Envoy needs --service-node");
        }
    }
}
