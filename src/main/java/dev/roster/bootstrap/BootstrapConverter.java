package dev.roster.bootstrap;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.roster.bootstrap.Conversion.Fate;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap.StaticResources;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;

/** Makes the bootstrap that replaces a file. Not thread-safe: used once. */
final class BootstrapConverter {
    private final Uplinks uplinks;
    private final ImportRequest request;
    private final Redirection redirection;
    private final Notes notes;
    private final Bootstrap file;
    private final String group;
    private final Bootstrap.Builder bootstrap = Bootstrap.newBuilder();

    BootstrapConverter(Uplinks uplinks, ImportRequest request, Redirection redirection, Notes notes) {
        this.uplinks = uplinks;
        this.request = request;
        this.redirection = redirection;
        this.notes = notes;
        this.file = request.file();
        this.group = request.nodes();
    }

    /** With these resources in it, and whatever else cannot leave it. */
    Bootstrap convert(Keeping keeping, StaticResources kept) {
        keeping.fields().forEach(field -> keep(field, keeping.alone(field)));
        dynamicResources();
        if (!kept.equals(StaticResources.getDefaultInstance())) {
            bootstrap.setStaticResources(kept);
        }
        node();
        return bootstrap.build();
    }

    private void keep(FieldDescriptor field, Bootstrap alone) {
        bootstrap.mergeFrom(redirection.kept(field.getName(), "", alone));
        notes.left(field.getName(), Fate.KEPT, "Envoy reads it from its bootstrap only");
    }

    private void dynamicResources() {
        if (file.hasDynamicResources()) {
            notes.left("dynamic_resources", Fate.REPLACED, "Roster is the management server from now on");
            warnOfFile("cds_config", file.getDynamicResources().getCdsConfig());
            warnOfFile("lds_config", file.getDynamicResources().getLdsConfig());
        }
        bootstrap.setDynamicResources(uplinks.dynamicResources(request.uplink()));
    }

    /** What such a file holds is nowhere from now on. */
    private void warnOfFile(String field, ConfigSource source) {
        References.file(source)
                .ifPresent(path -> notes.warn(
                        "dynamic_resources." + field,
                        path,
                        "is read no more: POST /v1/resources" + (group.isEmpty() ? "" : "?group=" + group)
                                + " takes this very file"));
    }

    private void node() {
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
