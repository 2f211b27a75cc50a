package dev.roster.resource;

import dev.roster.RosterOnFreePorts;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole application on a PostgreSQL of its own, with a key for secrets. */
public final class RosterWithKeys implements QuarkusTestProfile {
    /** 32 bytes each. */
    public static final String OLD_KEY = "old:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    public static final String KEY = "now:ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    private final RosterOnFreePorts roster = new RosterOnFreePorts();

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>(roster.getConfigOverrides());
        config.put("roster.secrets.keys", KEY);
        // Patient, for the tests' machine may be busy.
        config.put("roster.resources.database-timeout", "20s");
        return config;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return roster.testResources();
    }
}
