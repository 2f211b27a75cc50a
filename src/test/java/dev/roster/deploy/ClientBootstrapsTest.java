package dev.roster.deploy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.RosterOnFreePorts;
import dev.roster.bootstrap.Transport;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bootstraps under {@code deploy/} are those that Roster makes for a client that reaches it as {@code roster}. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
final class ClientBootstrapsTest {
    private static final String FOLDER = "/etc/envoy/roster";
    private static final String NAME = "roster";

    @ParameterizedTest
    @EnumSource(Transport.class)
    void anEnvoysIsWhatRosterAnswers(Transport transport) throws JsonProcessingException {
        Path file = Artefacts.DEPLOY.resolve("envoy").resolve(transport.word() + ".yaml");
        assertThat(Artefacts.yaml(file)).isEqualTo(made(transport.word(), "envoy-1"));
    }

    @Test
    void thereIsOneForEachTransport() {
        assertThat(Artefacts.files("envoy", ".yaml"))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Transport.values())
                        .map(transport -> transport.word() + ".yaml")
                        .toList());
    }

    @Test
    void aGrpcClientsIsWhatRosterAnswers() throws JsonProcessingException {
        assertThat(Artefacts.json(Artefacts.DEPLOY.resolve("grpc/bootstrap.json")))
                .isEqualTo(made("grpc-client", "client-1"));
    }

    /** That Envoy has a listener of its own, and only its clusters from Roster. */
    @Test
    void theEnvoyOfTheComposeFileComesByTheSameWay() throws JsonProcessingException {
        JsonNode own = Artefacts.yaml(Artefacts.DEPLOY.resolve("compose/envoy.yaml"));
        JsonNode made = made(Transport.DELTA_ADS.word(), "envoy");
        assertThat(own.at("/static_resources/clusters")).isEqualTo(made.at("/static_resources/clusters"));
        assertThat(own.at("/dynamic_resources/ads_config")).isEqualTo(made.at("/dynamic_resources/ads_config"));
        assertThat(own.at("/dynamic_resources/cds_config")).isEqualTo(made.at("/dynamic_resources/cds_config"));
    }

    private static JsonNode made(String transport, String node) throws JsonProcessingException {
        String answer = given().accept("application/json")
                .queryParam("node_id", node)
                .queryParam("cluster", "edge")
                .queryParam("transport", transport)
                .queryParam("xds_address", NAME)
                .queryParam("xds_port", Artefacts.property("quarkus.grpc.server.port"))
                .queryParam("http_port", Artefacts.property("quarkus.http.port"))
                .queryParam("directory", FOLDER)
                .get("/v1/bootstrap")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return new ObjectMapper().readTree(answer);
    }
}
