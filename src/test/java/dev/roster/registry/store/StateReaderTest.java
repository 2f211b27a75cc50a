package dev.roster.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.TestPostgres;
import dev.roster.changelog.Columns;
import dev.roster.changelog.StateReader;
import dev.roster.registry.Addresses;
import dev.roster.registry.Endpoint;
import dev.roster.registry.Health;
import dev.roster.registry.Locality;
import dev.roster.registry.Outcome;
import dev.roster.registry.Refusal;
import dev.roster.registry.Registration;
import dev.roster.registry.RegistryAlone;
import dev.roster.registry.Service;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store writes and how the tail reads it again. */
@QuarkusTest
@TestProfile(RegistryAlone.class)
@WithTestResource(TestPostgres.class)
class StateReaderTest {
    @Inject
    Pool pool;

    @Inject
    PgEndpointWrites writes;

    @Inject
    EndpointReader endpoints;

    @Inject
    ServiceReader services;

    @BeforeEach
    void forgetEverything() {
        pool.query("delete from service").execute().await().indefinitely();
    }

    @Test
    void anEndpointIsReadAsItWasWritten() {
        Endpoint endpoint = new Endpoint(
                "one",
                "shop/cart",
                "10.0.0.1",
                80,
                7,
                2,
                new Locality("eu", "a", "b"),
                Health.DEGRADED,
                "cart.example",
                "{\"a\": 1}");

        assertThat(register(new Registration(endpoint, true))).containsExactly(new Outcome.Registered("one", true));

        assertThat(all(endpoints)).containsExactly(endpoint);
        assertThat(keys(endpoints, "one/shop/cart", "none/cart")).containsExactly(endpoint);
        assertThat(all(services)).containsExactly(new Service("shop/cart", null));
        assertThat(keys(services, "shop/cart", "none")).containsExactly(new Service("shop/cart", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "10.0.0.1/32", "::0001", "0:0:0:0:0:0:0:1:2", "2001:DB8::1", "::ffff:10.0.0.1"})
    void P80_anAddressPastTheApiIsInItsOneFormToo(String address) {
        pool.query("insert into service (name) values ('s')").execute().await().indefinitely();

        assertThatThrownBy(() -> pool.preparedQuery(
                                "insert into endpoint (id, service, address, port) values ('e', 's', $1, 80)")
                        .execute(Tuple.of(address))
                        .await()
                        .indefinitely())
                .isInstanceOf(PgException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.1", "::1", "::", "2001:db8::1", "::102:304", "2001:db8:0:1:1:1:1:1", "fe80::1:0:0:1"})
    void P80_theFormOfTheApiIsTheOneForm(String address) {
        assertThat(Addresses.canonical(address)).contains(address);
        Endpoint endpoint = new Endpoint("e", "s", address, 80, 1, 0, Locality.UNKNOWN, Health.UNKNOWN, null, null);

        register(new Registration(endpoint, true));
        assertThat(all(endpoints)).containsExactly(endpoint);
    }

    @Test
    void anEndpointThatMovedIsGoneUnderItsOldKey() {
        register(named("one", "old", 1), named("two", "new", 2));
        pool.query("update endpoint set service = 'new' where id = 'one'")
                .execute()
                .await()
                .indefinitely();

        assertThat(keys(endpoints, "one/old")).isEmpty();
        assertThat(keys(endpoints, "one/new")).extracting(Endpoint::id).containsExactly("one");
    }

    @Test
    void oneThatCannotBeStoredKeepsNoOtherFromIt() {
        register(named("one", "cart", 1));

        List<Outcome> outcomes = register(named("one", "other", 5), named("two", "cart", 1), named("three", "cart", 3));

        assertThat(outcomes)
                .satisfiesExactly(
                        outcome -> assertThat(outcome)
                                .isEqualTo(new Outcome.Refused(new Refusal.IdOfAnotherService("one", "other"))),
                        outcome -> assertThat(outcome).isInstanceOf(Outcome.Refused.class),
                        outcome -> assertThat(outcome).isEqualTo(new Outcome.Registered("three", true)));
    }

    private List<Outcome> register(Registration... registrations) {
        return writes.register(List.of(registrations)).await().indefinitely();
    }

    private static Registration named(String id, String service, int host) {
        return new Registration(
                new Endpoint(id, service, "10.0.0." + host, 80, 1, 0, Locality.UNKNOWN, Health.UNKNOWN, null, null),
                true);
    }

    private <T> List<T> all(StateReader<T> reader) {
        List<T> read = new ArrayList<>();
        pool.query(reader.selectAll())
                .execute()
                .await()
                .indefinitely()
                .forEach(row -> read.add(reader.read(columns(row))));
        return read;
    }

    private <T> List<T> keys(StateReader<T> reader, String... keys) {
        List<T> read = new ArrayList<>();
        pool.preparedQuery(reader.selectKeys())
                .execute(Tuple.of(keys))
                .await()
                .indefinitely()
                .forEach(row -> read.add(reader.read(columns(row))));
        return read;
    }

    private static Columns columns(Row row) {
        return new Columns() {
            @Override
            public String text(String column) {
                return row.getString(column);
            }

            @Override
            public String textOrNull(String column) {
                return row.getString(column);
            }

            @Override
            public int integer(String column) {
                return row.getInteger(column);
            }
        };
    }
}
