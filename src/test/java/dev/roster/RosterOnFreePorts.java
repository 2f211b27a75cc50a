package dev.roster;

import dev.roster.system.FreePort;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.QuarkusTestProfile.TestResourceEntry;
import java.util.List;
import java.util.Map;

/** The whole application on a PostgreSQL of its own, with a gRPC port that the test can ask for. */
public final class RosterOnFreePorts implements QuarkusTestProfile {
    /** The property that holds the gRPC port. */
    public static final String GRPC_PORT = "quarkus.grpc.server.test-port";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(GRPC_PORT, Integer.toString(FreePort.next()));
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(TestPostgres.class));
    }
}
