package dev.roster.changelog.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL for one class of tests, and a database with the schema for each test that asks. */
final class TestDatabases implements BeforeAllCallback, AfterAllCallback {
    private final AtomicInteger made = new AtomicInteger();
    private EmbeddedPostgres postgres;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().start();
        migrate("migrated");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        postgres.close();
    }

    String create() throws SQLException {
        String name = "test_" + made.incrementAndGet();
        execute("postgres", "create database " + name + " template migrated");
        return name;
    }

    /** Creates a database whose migration is the newest transaction of all. */
    String migrate() throws SQLException {
        String name = "test_" + made.incrementAndGet();
        migrate(name);
        return name;
    }

    private void migrate(String name) throws SQLException {
        execute("postgres", "create database " + name);
        Flyway.configure().dataSource(of(name)).load().migrate();
    }

    int port() {
        return postgres.getPort();
    }

    Connection connect(String database) throws SQLException {
        return of(database).getConnection();
    }

    /** As psql would: one autocommit statement. */
    void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database)) {
            execute(connection, sql);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private DataSource of(String database) {
        return postgres.getDatabase("postgres", database);
    }
}
