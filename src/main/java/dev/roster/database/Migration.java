package dev.roster.database;

import dev.roster.changelog.Schema;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/** Brings the schema up to date as soon as the database is there, and tries for as long as it is not. */
@Singleton
final class Migration implements Schema {
    private static final Logger LOG = Logger.getLogger("dev.roster.database");
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(700);
    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(2);

    private final Flyway flyway;
    private final AgroalDataSource dataSource;
    private final Complaint complaint = new Complaint(Duration.ofSeconds(30), LOG);
    private final CompletableFuture<Void> migrated = new CompletableFuture<>();

    Migration(Flyway flyway, AgroalDataSource dataSource) {
        this.flyway = flyway;
        this.dataSource = dataSource;
    }

    void begin(@Observes StartupEvent event) {
        Uni.createFrom()
                .item(this::migrate)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure()
                .invoke(complaint::say)
                .onFailure()
                .retry()
                .withBackOff(FIRST_BACK_OFF, MAX_BACK_OFF)
                .withJitter(0.25)
                .indefinitely()
                .subscribe()
                .with(version -> done(version), e -> LOG.error("The schema cannot be migrated", e));
    }

    private String migrate() {
        refuseStandby();
        return String.valueOf(flyway.migrate().targetSchemaVersion);
    }

    /** A standby would answer that there is nothing to migrate, and take no registration later. */
    private void refuseStandby() {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select pg_is_in_recovery()")) {
            if (rows.next() && rows.getBoolean(1)) {
                throw new IllegalStateException("it is a hot standby (pg_is_in_recovery()); connect to the primary");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void done(String version) {
        LOG.infof("The database schema is up to date%s", version.equals("null") ? "" : ", version " + version);
        dataSource.flush(AgroalDataSource.FlushMode.GRACEFUL);
        migrated.complete(null);
    }

    @Override
    public Uni<Void> ready() {
        // each a copy of its own: who waits no longer cancels what it waits for
        return Uni.createFrom().completionStage(migrated::copy);
    }
}
