package dev.roster.xds.grpc;

import dev.roster.RosterOnFreePorts;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The delta clients of the application under test, each on a connection of its own, which leave after each test. Not thread-safe. */
public final class DeltaClients implements AfterEachCallback {
    private final List<DeltaClient> connected = new ArrayList<>();

    /** Opens an aggregated stream. */
    public DeltaClient aggregated() {
        return added(DeltaClient.aggregated(port()));
    }

    /** Opens a stream of the service for this type alone. */
    public DeltaClient of(WireType type) {
        return added(DeltaClient.of(type, port()));
    }

    /** Connects clients of this group that were sent this assignment. */
    public void holding(String assignment, String group, String... ids) {
        for (String id : ids) {
            aggregated().node(id, group).subscribe(WireType.EDS, assignment).expectResources(assignment);
        }
    }

    private DeltaClient added(DeltaClient client) {
        connected.add(client);
        return client;
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue(RosterOnFreePorts.GRPC_PORT, Integer.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        connected.forEach(DeltaClient::close);
        connected.clear();
    }
}
