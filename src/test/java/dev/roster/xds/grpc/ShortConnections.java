package dev.roster.xds.grpc;

import dev.roster.RosterOnFreePorts;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole application, whose connections do not grow old. */
public final class ShortConnections implements QuarkusTestProfile {
    private final RosterOnFreePorts roster = new RosterOnFreePorts();

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(roster.getConfigOverrides());
        config.put("roster.xds.grpc.max-connection-age", "1s");
        config.put("roster.xds.grpc.max-connection-age-grace", "1s");
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return roster.testResources();
    }
}
