package dev.roster.system;

import java.nio.file.Path;

/** A Roster on a PostgreSQL of its own, both ready; they end together. */
record Deployment(Database database, RosterProcess roster) implements AutoCloseable {
    static Deployment start(Path folder) {
        Database database = Database.start(folder.resolve("database"));
        try {
            return new Deployment(
                    database,
                    RosterProcess.on(database, folder.resolve("roster")).start());
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
