package dev.roster.resource.store;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.resource.RosterWithKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clashes is found among a few rows, however many there are. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class ClashCostTest {
    private static final String ONE = "/v1/resources/{type}/{name}";
    private static final int MANY = 3_000;
    private static final int A_FEW = 10;

    @Inject
    Pool pool;

    /** The rows read so far are noted when a row is written, and when the transaction is about to be committed. */
    @BeforeEach
    void countReads() {
        execute("delete from resource");
        execute("insert into resource (type, name, body) select 'virtual-hosts', 'local/' || i,"
                + " jsonb_build_object('domains', array[i || '.example']) from generate_series(1, %d) as i"
                        .formatted(MANY));
        execute("insert into resource (type, node_group, name, body) values"
                + " ('virtual-hosts', 'blue', 'local/1', '{\"domains\": [\"blue.example\"]}')");
        execute("create table read_count (rows bigint)");
        execute("""
                create function count_reads() returns trigger language plpgsql as $$
                begin
                    insert into read_count
                    select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'resource';
                    return null;
                end $$
                """);
        execute("create trigger count_first after insert or delete on resource"
                + " for each statement execute function count_reads()");
        execute("create constraint trigger count_last after insert or delete on resource"
                + " deferrable initially deferred for each row execute function count_reads()");
    }

    @AfterEach
    void countNoMore() {
        execute("drop table read_count cascade");
        execute("drop function count_reads cascade");
        execute("delete from resource");
    }

    @Test
    void oneThatIsPutAmongManyReadsAFew() {
        given().contentType("application/yaml")
                .body("name: local/new\ndomains: [new.example, 7.example.org]".getBytes(StandardCharsets.UTF_8))
                .put(ONE, "virtual-hosts", "local/new")
                .then()
                .statusCode(201);
        assertThat(rowsRead()).isBetween(1L, (long) A_FEW);
    }

    @Test
    void oneThatIsRemovedAmongManyReadsAFew() {
        given().delete(ONE + "?group=blue", "virtual-hosts", "local/1").then().statusCode(204);
        assertThat(rowsRead()).isBetween(1L, (long) A_FEW);
    }

    private long rowsRead() {
        return pool.query("select max(rows) - min(rows) from read_count")
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().indefinitely();
    }
}
