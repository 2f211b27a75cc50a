package dev.roster.registry.store;

import static dev.roster.registry.Introduction.CREATED;
import static dev.roster.registry.Introduction.OTHER_ENDPOINTS;
import static dev.roster.registry.Introduction.OTHER_SETTINGS;
import static dev.roster.registry.Introduction.UNCHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.TestPostgres;
import dev.roster.registry.Endpoint;
import dev.roster.registry.Health;
import dev.roster.registry.Introduction;
import dev.roster.registry.Locality;
import dev.roster.registry.RegistryAlone;
import dev.roster.registry.Service;
import dev.roster.registry.ServiceView;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole services that are brought in. */
@QuarkusTest
@TestProfile(RegistryAlone.class)
@WithTestResource(TestPostgres.class)
class IntroductionTest {
    @Inject
    Pool pool;

    @Inject
    PgIntroductions introductions;

    @BeforeEach
    void forgetEverything() {
        pool.query("delete from service").execute().await().indefinitely();
    }

    @Test
    void newServicesAreStoredWithTheirEndpointsAndASecondTimeNothingHappens() {
        ServiceView orders = service("orders", "{\"connect_timeout\": \"1s\", \"n\": 1e2}", 1, 2);
        ServiceView empty = service("empty", null);

        assertThat(introduce(orders, empty)).isEqualTo(Map.of("orders", CREATED, "empty", CREATED));
        assertThat(count("service")).isEqualTo(2);
        assertThat(count("endpoint")).isEqualTo(2);
        long changes = count("change");

        assertThat(introduce(orders, empty)).isEqualTo(Map.of("orders", UNCHANGED, "empty", UNCHANGED));
        assertThat(count("change")).isEqualTo(changes);
    }

    @Test
    void whoRegisteredTheSameEndpointUnderWhateverIdIsAgreedWith() {
        introduce(service("orders", null, 1));
        pool.query("update endpoint set id = 'another'").execute().await().indefinitely();

        assertThat(introduce(service("orders", null, 1))).containsValue(UNCHANGED);
    }

    @Test
    void whatContradictsWhatIsThereKeepsAllFromBeingStored() {
        introduce(service("a", "{\"connect_timeout\": \"1s\"}", 1), service("b", null, 2));

        assertThat(introduce(service("a", null, 1), service("b", null, 2, 3), service("c", null, 4)))
                .isEqualTo(Map.of("a", OTHER_SETTINGS, "b", OTHER_ENDPOINTS, "c", CREATED));

        assertThat(count("service")).isEqualTo(2);
        assertThat(count("endpoint")).isEqualTo(2);
    }

    @Test
    void anEndpointMoreOrWithOtherAttributesIsAnother() {
        introduce(service("orders", null, 1, 2));

        assertThat(introduce(service("orders", null, 1))).containsValue(OTHER_ENDPOINTS);
        pool.query("update endpoint set metadata = '{}'").execute().await().indefinitely();
        assertThat(introduce(service("orders", null, 1, 2))).containsValue(OTHER_ENDPOINTS);
    }

    @Test
    void aDryRunSaysTheSameAndStoresNothing() {
        assertThat(introductions
                        .introduce(List.of(service("orders", null, 1)), true)
                        .await()
                        .indefinitely())
                .containsValue(CREATED);

        assertThat(count("service")).isZero();
        assertThat(introduce()).isEmpty();
    }

    private Map<String, Introduction> introduce(ServiceView... services) {
        return introductions.introduce(List.of(services), false).await().indefinitely();
    }

    private long count(String table) {
        return pool.query("select count(*) from " + table)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private static ServiceView service(String name, @Nullable String settings, Integer... endpoints) {
        return new ServiceView(
                new Service(name, settings),
                Stream.of(endpoints).map(number -> endpoint(name, number)).toList());
    }

    private static Endpoint endpoint(String service, int number) {
        return new Endpoint(
                service + number,
                service,
                "10.0.0." + number,
                80,
                1,
                0,
                Locality.UNKNOWN,
                Health.UNKNOWN,
                null,
                "{\"filter_metadata\": {\"envoy.lb\": {\"number\": 1.50}}}");
    }
}
