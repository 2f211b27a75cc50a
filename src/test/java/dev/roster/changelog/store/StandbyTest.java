package dev.roster.changelog.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandbyTest {
    @TempDir
    Path folder;

    @Test
    void aHotStandbyIsRefusedAndTriedAgain() throws Exception {
        try (EmbeddedPostgres primary = start()) {
            Flyway.configure().dataSource(primary.getPostgresDatabase()).load().migrate();
        }
        Files.createFile(folder.resolve("standby.signal"));
        try (EmbeddedPostgres standby = start();
                Replica replica = new Replica(standby.getPort(), "postgres", Replica.DEFAULT)) {
            await().until(() -> replica.outages.get() > 1);
            assertThat(replica.lastOutage).contains("hot standby");
            assertThat(replica.tail.state().connected()).isFalse();
            assertThat(replica.batches).isEmpty();
        }
    }

    private EmbeddedPostgres start() throws Exception {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .start();
    }
}
