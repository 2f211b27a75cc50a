package dev.roster.changelog.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class TriggersTest {
    @RegisterExtension
    static final TestDatabases databases = new TestDatabases();

    private String database;

    @BeforeEach
    void registerAnEndpoint() throws Exception {
        database = databases.create();
        execute("insert into service (name) values ('s')");
        execute("insert into endpoint (id, service, address, port) values ('e', 's', '10.0.0.1', 80)");
        execute("delete from change");
    }

    @Test
    void anUpdateThatChangesNothingLogsNothing() throws Exception {
        execute("update endpoint set weight = weight, health = 'UNKNOWN'");
        execute("update service set cluster = null");
        assertThat(logged()).isEmpty();
    }

    @Test
    void anUpdateLogsTheRowsThatItChanged() throws Exception {
        execute("insert into endpoint (id, service, address, port, weight) values ('f', 's', '10.0.0.2', 80, 7)");
        execute("delete from change");
        execute("update endpoint set weight = 7");
        assertThat(logged()).containsExactly("endpoint e/s");
    }

    @Test
    void anUpsertLogsWhatItInsertedAndWhatItChanged() throws Exception {
        execute("""
                insert into endpoint (id, service, address, port, weight)
                values ('x', 's', '10.0.0.1', 80, 2), ('g', 's', '10.0.0.3', 80, 1)
                on conflict (service, address, port) do update set weight = excluded.weight
                """);
        assertThat(logged()).containsExactly("endpoint e/s", "endpoint g/s");
    }

    @Test
    void anEndpointThatMovesToAnotherServiceLogsBoth() throws Exception {
        execute("insert into service (name) values ('t')");
        execute("delete from change");
        execute("update endpoint set service = 't'");
        assertThat(logged()).containsExactly("endpoint e/s", "endpoint e/t");
    }

    @Test
    void aBulkStatementLogsEachRow() throws Exception {
        execute("""
                insert into endpoint (id, service, address, port)
                select 'bulk' || n, 's', '10.1.0.1', n from generate_series(1, 1000) as n
                """);
        assertThat(logged()).hasSize(1000);
    }

    @Test
    void aDeletedServiceLogsItsEndpointsToo() throws Exception {
        execute("delete from service");
        assertThat(logged()).containsExactly("endpoint e/s", "service s");
    }

    @Test
    void truncateLogsEverything() throws Exception {
        execute("truncate endpoint");
        assertThat(logged()).containsExactly("everything ");
    }

    private void execute(String sql) throws Exception {
        databases.execute(database, sql);
    }

    private List<String> logged() throws Exception {
        try (var connection = databases.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select kind || ' ' || key from change order by 1")) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
