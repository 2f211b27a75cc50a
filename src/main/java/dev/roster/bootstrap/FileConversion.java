package dev.roster.bootstrap;

import com.google.protobuf.Message;
import dev.roster.bootstrap.Conversion.Fate;
import dev.roster.bootstrap.Conversion.Made;
import dev.roster.bootstrap.Conversion.MadeResource;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.Redaction;
import dev.roster.envoy.ResourceType;
import dev.roster.request.BadRequest;
import dev.roster.resource.ResourceKey;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.StaticResources;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
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
    private final FileGroups files;
    private final ImportRequest request;
    private final StaticResources resources;
    private final String group;
    private final Keeping keeping;
    private final Replacing replacing;
    private final Redirection redirection;
    private final Notes notes = new Notes();
    private final List<Made> made = new ArrayList<>();
    private final StaticResources.Builder kept = StaticResources.newBuilder();

    FileConversion(EnvoyJson json, Uplinks uplinks, FileGroups files, ImportRequest request) {
        this.json = json;
        this.uplinks = uplinks;
        this.files = files;
        this.request = request;
        this.resources = request.file().getStaticResources();
        this.group = request.nodes();
        this.keeping = Keeping.of(request.file());
        this.replacing = Replacing.of(request.file(), keeping);
        this.redirection = new Redirection(uplinks, request.uplink(), keeping, notes);
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
        Bootstrap bootstrap =
                new BootstrapConverter(uplinks, request, redirection, notes).convert(keeping, kept.build());
        transport();
        BadRequest.refuse(notes.violations());
        return new Conversion(group, made, notes.left(), notes.warnings(), bootstrap);
    }

    private void secrets() {
        for (int i = 0; i < resources.getSecretsCount(); i++) {
            Secret secret = resources.getSecrets(i);
            String from = SECRETS + "[" + i + "]";
            Optional<String> reason = keeping.secret(secret.getName());
            if (reason.isPresent()) {
                kept.addSecrets(secret);
                notes.left(from, Fate.KEPT, reason.get());
            } else if (replacing.secrets().contains(secret.getName())) {
                notes.left(from, Fate.REPLACED, "only what led to the management server needed it");
            } else {
                made.add(new MadeResource(
                        from, new ResourceKey(ResourceType.SECRET, group, secret.getName()), secret, ""));
            }
        }
    }

    private void clusters() {
        ClusterConverter converter =
                new ClusterConverter(json, group, name -> redirection.source(ResourceType.ENDPOINT, name), notes);
        Optional<Cluster> here = uplinks.cluster(request.uplink());
        for (int i = 0; i < resources.getClustersCount(); i++) {
            Cluster cluster = resources.getClusters(i);
            String name = cluster.getName();
            String from = CLUSTERS + "[" + i + "]";
            Optional<String> reason = keeping.cluster(name);
            if (replacing.clusters().contains(name)
                    || here.filter(cluster::equals).isPresent()) {
                notes.left(from, Fate.REPLACED, "it led to the management server whose place Roster takes");
            } else if (here.filter(roster -> roster.getName().equals(name)).isPresent()) {
                notes.violate(
                        from + ".name", name, "is the cluster that leads to Roster: one of both needs another name");
            } else if (reason.isPresent()) {
                kept.addClusters(redirection.kept(from, name, cluster));
                notes.left(from, Fate.KEPT, reason.get());
            } else {
                warnOfSecrets(from, name, cluster);
                made.addAll(converter.convert(from, redirection.served(from, name, cluster)));
            }
        }
        here.ifPresent(kept::addClusters);
    }

    private void listeners(List<Listener> listeners) {
        ListenerConverter converter = new ListenerConverter(
                group, name -> redirection.source(ResourceType.ROUTE, name), new RouteNames(listeners), notes);
        for (int i = 0; i < listeners.size(); i++) {
            Listener listener = listeners.get(i);
            String from = LISTENERS + "[" + i + "]";
            if (Keeping.isForThisProcess(listener)) {
                kept.addListeners(redirection.kept(from, listener.getName(), listener));
                notes.left(from, Fate.KEPT, "Envoy takes an API listener from its bootstrap only");
                continue;
            }
            if (!listener.getName().equals(resources.getListeners(i).getName())) {
                notes.warn(from, "", "has no name, which a discovered listener needs: it became " + listener.getName());
            }
            warnOfSecrets(from, listener.getName(), listener);
            Listener discovered = redirection.served(from, listener.getName(), listener);
            made.addAll(
                    request.inlineRoutes()
                            ? List.of(converter.listener(from, discovered))
                            : converter.withRoutes(from, discovered));
        }
    }

    private void warnOfSecrets(String from, String name, Message part) {
        if (Redaction.changes(part)) {
            notes.warn(from, name, "holds a key or password, which is stored as it is: only a secret is encrypted");
        }
    }

    /** The group's nodes all come by one way, where what is stored for them says by which. */
    private void transport() {
        Transport transport = request.uplink().transport();
        if (redirection.isStored() && !transport.isAggregated()) {
            notes.warn(
                    "transport",
                    transport.word(),
                    "is what listeners and clusters of this group say from now on: all its nodes need bootstraps of it");
        }
        if (transport == Transport.FILES && !files.areWritten(group)) {
            notes.warn(
                    "transport",
                    transport.word(),
                    "needs files that Roster does not write for this group (" + FileGroups.DIRECTORY + ", "
                            + FileGroups.GROUPS + "): deploy/files-sync.sh can fetch them");
        }
    }
}
