package dev.roster.status.grpc;

import dev.roster.status.ConnectedNode;
import dev.roster.status.ConnectedStream;
import dev.roster.status.Resources;
import dev.roster.xds.ResourceDescription;
import dev.roster.xds.Standing;
import dev.roster.xds.TypeDescription;
import io.envoyproxy.envoy.admin.v3.ClientResourceStatus;
import io.envoyproxy.envoy.admin.v3.UpdateFailureState;
import io.envoyproxy.envoy.service.status.v3.ClientConfig;
import io.envoyproxy.envoy.service.status.v3.ClientConfig.GenericXdsConfig;
import io.envoyproxy.envoy.service.status.v3.ConfigStatus;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Nodes as CSDS shows them. Thread-safe. */
@Singleton
final class ClientConfigs {
    private final Resources resources;

    ClientConfigs(Resources resources) {
        this.resources = resources;
    }

    /** Of a type that several streams of the node ask for, what the newest of them has. */
    ClientConfig of(ConnectedNode node) {
        ClientConfig.Builder config =
                ClientConfig.newBuilder().setNode(node.info().node());
        Set<String> types = new HashSet<>();
        for (ConnectedStream stream : node.streams()) {
            for (TypeDescription type : stream.types()) {
                if (types.add(type.typeUrl())) {
                    byOwnName(resources.of(stream.info(), type))
                            .forEach(resource -> config.addGenericXdsConfigs(config(type.typeUrl(), resource)));
                }
            }
        }
        return config.build();
    }

    /** Each resource once, where it has several names the one with which the client is least in sync. */
    private static Collection<ResourceDescription> byOwnName(Resources.Listing listing) {
        return listing.resources().stream()
                .collect(Collectors.toMap(
                        ResourceDescription::ownName,
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparing(ResourceDescription::standing)),
                        LinkedHashMap::new))
                .values();
    }

    private static GenericXdsConfig config(String typeUrl, ResourceDescription resource) {
        GenericXdsConfig.Builder config = GenericXdsConfig.newBuilder()
                .setTypeUrl(typeUrl)
                .setName(resource.ownName())
                .setConfigStatus(configStatus(resource.standing()))
                .setClientStatus(clientStatus(resource));
        if (resource.accepted() != null) {
            config.setVersionInfo(resource.accepted());
        }
        if (resource.rejected() != null && resource.error() != null) {
            config.setErrorState(UpdateFailureState.newBuilder()
                    .setVersionInfo(resource.rejected())
                    .setDetails(resource.error()));
        }
        return config.build();
    }

    private static ConfigStatus configStatus(Standing standing) {
        return switch (standing) {
            case SYNCED -> ConfigStatus.SYNCED;
            case NOT_SENT -> ConfigStatus.NOT_SENT;
            case STALE -> ConfigStatus.STALE;
            case ERROR -> ConfigStatus.ERROR;
        };
    }

    /** What the client itself would say: of what is on its way it knows nothing yet. */
    private static ClientResourceStatus clientStatus(ResourceDescription resource) {
        return switch (resource.standing()) {
            case ERROR -> ClientResourceStatus.NACKED;
            case SYNCED ->
                resource.accepted() == null ? ClientResourceStatus.DOES_NOT_EXIST : ClientResourceStatus.ACKED;
            case NOT_SENT, STALE ->
                resource.accepted() == null ? ClientResourceStatus.REQUESTED : ClientResourceStatus.ACKED;
        };
    }
}
