package dev.roster.resource.api;

import static dev.roster.resource.api.ResourceClient.ONE;
import static dev.roster.resource.api.ResourceClient.listener;
import static dev.roster.resource.api.ResourceClient.yaml;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.resource.RosterWithKeys;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clashing writes at one time, of which none sees what the others have not committed. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class ClashRaceTest {
    private static final int ROUNDS = 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void forgetEverything() {
        ResourceClient.forgetEverything();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void ofManyThatClaimTheSameOneWins() {
        for (int round = 0; round < ROUNDS; round++) {
            int port = 1000 + round;
            assertThat(atOnce(IntStream.range(0, 8)
                            .mapToObj(i -> putting(i == 0 ? "" : "blue", "l" + i + "-" + port, port))))
                    .containsOnly(201, 409)
                    .containsOnlyOnce(201);
        }
    }

    @Test
    void whatIsUncoveredAndWhatIsPutClashOnce() {
        for (int round = 0; round < ROUNDS; round++) {
            int port = 1000 + round;
            String main = "main" + round;
            assertThat(putting("", main, port).get()).isEqualTo(201);
            assertThat(putting("blue", main, 2000 + round).get()).isEqualTo(201);

            assertThat(atOnce(Stream.of(removing(main), putting("blue", "other" + round, port))))
                    .isIn(List.of(204, 409), List.of(409, 201));
        }
    }

    @Test
    void whatIsUncoveredIsTheOneThatIsBeingPut() {
        for (int round = 0; round < ROUNDS; round++) {
            int port = 1000 + round;
            String main = "main" + round;
            assertThat(putting("blue", main, 2000 + round).get()).isEqualTo(201);
            assertThat(putting("blue", "other" + round, port).get()).isEqualTo(201);

            assertThat(atOnce(Stream.of(removing(main), putting("", main, port))))
                    .isIn(List.of(204, 409), List.of(409, 201));
        }
    }

    private List<Integer> atOnce(Stream<Supplier<Integer>> calls) {
        return calls.map(call -> CompletableFuture.supplyAsync(call, threads)).toList().stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static Supplier<Integer> putting(String group, String name, int port) {
        return () -> yaml(listener(name, "{address: 127.0.0.1, port_value: " + port + "}"))
                .queryParam("group", group)
                .put(ONE, "listeners", name)
                .statusCode();
    }

    private static Supplier<Integer> removing(String name) {
        return () -> given().delete(ONE + "?group=blue", "listeners", name).statusCode();
    }
}
