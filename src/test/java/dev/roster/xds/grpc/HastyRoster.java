package dev.roster.xds.grpc;

import dev.roster.RosterOnFreePorts;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole application, with little patience for its clients. */
public final class HastyRoster implements QuarkusTestProfile {
    private final RosterOnFreePorts roster = new RosterOnFreePorts();

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(roster.getConfigOverrides());
        config.put("roster.xds.read-deadline", "1s");
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return roster.testResources();
    }
}
