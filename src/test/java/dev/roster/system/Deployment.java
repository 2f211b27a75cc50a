package dev.roster.system;

import java.nio.file.Path;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** A Roster on a PostgreSQL of its own, both ready; they end together. */
record Deployment(Database database, RosterProcess roster) implements AutoCloseable {
    private static final String SECRETS_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    static Deployment start(Path folder) {
        return start(folder, roster -> roster);
    }

    /** Starts both; the Roster is set up further before. */
    static Deployment start(Path folder, UnaryOperator<RosterProcess> setUp) {
        Database database = Database.start(folder.resolve("database"));
        try {
            return new Deployment(
                    database,
                    setUp.apply(RosterProcess.on(database, folder.resolve("roster"))
                                    .with("ROSTER_SECRETS_KEYS", "test:" + SECRETS_KEY))
                            .start());
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    RosterClient client() {
        return roster.client();
    }

    @Override
    public void close() {
        roster.close();
        database.close();
    }
}
