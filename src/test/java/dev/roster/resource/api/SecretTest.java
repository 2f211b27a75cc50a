package dev.roster.resource.api;

import static dev.roster.resource.api.ResourceClient.ONE;
import static dev.roster.resource.api.ResourceClient.YAML;
import static dev.roster.resource.api.ResourceClient.apply;
import static dev.roster.resource.api.ResourceClient.put;
import static dev.roster.resource.api.ResourceClient.show;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.roster.RosterOnFreePorts;
import dev.roster.resource.RosterWithKeys;
import dev.roster.xds.grpc.DeltaClient;
import dev.roster.xds.grpc.WireType;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A secret leaves over xDS and on no other way. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class SecretTest {
    private static final String HIDDEN = "hunter2hunter2";
    private static final String SECRET = """
            name: token
            generic_secret: {secret: {inline_string: hunter2hunter2}}
            """;

    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int grpc;

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @Inject
    Pool pool;

    private final Kept log = new Kept();

    @BeforeEach
    void listen() {
        ResourceClient.forgetEverything();
        pool.query("delete from resource_history").execute().await().indefinitely();
        Logger.getLogger("").addHandler(log);
    }

    @AfterEach
    void nothingWasLogged() {
        Logger.getLogger("").removeHandler(log);
        assertThat(log.lines).noneMatch(line -> line.contains(HIDDEN));
        given().get(metrics).then().statusCode(200).body(not(containsString(HIDDEN)));
    }

    @Test
    void itIsEncryptedInTheDatabase() {
        put("secrets", "token", SECRET).statusCode(201);

        for (String table : new String[] {"resource", "resource_history"}) {
            String body = text("select body::text from " + table + " where type = 'secrets'");
            assertThat(body)
                    .contains("\"sealed_by\": \"now\"", "\"sealed\": ")
                    .doesNotContain(HIDDEN, "generic_secret");
        }
        assertThat(text("select string_agg(key, ' ') from change")).doesNotContain(HIDDEN);
    }

    @Test
    void clientsGetItAndNobodyElse() throws Exception {
        put("secrets", "token", SECRET).statusCode(201).body(not(containsString(HIDDEN)));

        try (DeltaClient client = DeltaClient.aggregated(grpc)) {
            client.node("n", "edge")
                    .subscribe(WireType.SDS, "token")
                    .expectResources("token")
                    .ack();
            assertThat(client.resource("token")
                            .unpack(Secret.class)
                            .getGenericSecret()
                            .getSecret()
                            .getInlineString())
                    .isEqualTo(HIDDEN);
        }
        for (String path : new String[] {ONE, ONE + "/history/1", ONE + "/history", ONE + "/status"}) {
            for (String format : new String[] {"application/json", YAML}) {
                given().accept(format + ", application/json;q=0.1")
                        .get(path, "secrets", "token")
                        .then()
                        .statusCode(200)
                        .body(not(containsString(HIDDEN)));
            }
        }
        given().get("/v1/resources/secrets").then().statusCode(200).body(not(containsString(HIDDEN)));
        show("secrets", "token").body("generic_secret.secret.inline_string", equalTo("[redacted]"));
    }

    @Test
    void whatWasShownIsNotTakenBack() {
        put("secrets", "token", SECRET).statusCode(201);
        String shown = given().accept(YAML).get(ONE, "secrets", "token").asString();

        put("secrets", "token", shown)
                .statusCode(422)
                .body("violations[0].field", equalTo("generic_secret.secret.inline_string"))
                .body("violations[0].rule", containsString("stands for what is not shown"));
        apply("resources:\n- " + shown.strip().replace("\n", "\n  "))
                .statusCode(422)
                .body("violations[0].field", equalTo("resources[0].generic_secret.secret.inline_string"));
    }

    @Test
    void theSameSecretAgainIsNoChangeAndARollbackBringsItsVersionBack() {
        String version = put("secrets", "token", SECRET).extract().path("version");
        put("secrets", "token", SECRET).body("outcome", equalTo("unchanged")).body("version", equalTo(version));
        put("secrets", "token", SECRET.replace(HIDDEN, "another")).body("outcome", equalTo("changed"));
        put("secrets", "token", SECRET).body("outcome", equalTo("changed")).body("version", equalTo(version));
        put("secrets", "token", SECRET.replace(HIDDEN, "another")).statusCode(200);

        given().post(ONE + "/rollback?to=1", "secrets", "token")
                .then()
                .statusCode(200)
                .body("version", equalTo(version));
    }

    @Test
    void theVersionIsNoWayToTryOutWhatASecretMayBe() {
        String one = put("secrets", "token", SECRET).extract().path("version");
        String other = ResourceClient.yaml(SECRET)
                .put(ONE + "?group=edge", "secrets", "token")
                .then()
                .extract()
                .path("version");

        assertThat(one).as("of the same content elsewhere").isNotEqualTo(other);
    }

    @Test
    void errorsDoNotShowIt() {
        for (String body : List.of(
                "name: token\ngeneric_secret: {secret: {inline_string: [hunter2hunter2]}}",
                "name: token\ngeneric_secret: {secret: {inline_strin: hunter2hunter2}}",
                "name: token\ngeneric_secret: hunter2hunter2",
                "name: token\nno_such_field: hunter2hunter2",
                "name: other\ngeneric_secret: {secret: {inline_string: hunter2hunter2}}",
                "\"@type\": type.googleapis.com/envoy.service.discovery.v3.Resource\nhunter: hunter2hunter2\nresorce: {a: hunter2hunter2}")) {
            put("secrets", "token", body).statusCode(422).body(not(containsString(HIDDEN)));
            apply("resources:\n- " + body.replace("\n", "\n  ")).statusCode(422).body(not(containsString(HIDDEN)));
        }
        apply("resource:\n- {generic_secret: {secret: {inline_string: hunter2hunter2}}}")
                .statusCode(422)
                .body(not(containsString(HIDDEN)));
        put("secrets", "token", "name: token\ngeneric_secret: {secret: {inline_string: \"hunter2hunter2}}")
                .statusCode(400)
                .body(not(containsString(HIDDEN)));
        for (String path : List.of("/v1/resources", "/v1/import")) {
            given().contentType(ContentType.JSON)
                    .body(
                            "[{\"name\": \"token\", \"generic_secret\": {\"secret\": {\"inline_string\": \"hunter2hunter2\"}}}]")
                    .post(path)
                    .then()
                    .statusCode(422)
                    .body(not(containsString(HIDDEN)));
        }
    }

    @Test
    void aSealedBodyOpensInItsOwnRowOnly() {
        put("secrets", "token", SECRET).statusCode(201);
        execute(
                "insert into resource (type, name, body) select type, 'moved', body from resource where name = 'token'");

        show("secrets", "moved")
                .statusCode(409)
                .body("type", equalTo("urn:roster:problem:unreadable"))
                .body("detail", containsString("it was not sealed for this place"));
        given().get("/v1/resources/secrets")
                .then()
                .body("items.find { it.name == 'moved' }.unreadable", containsString("not sealed for this place"));
        try (DeltaClient client = DeltaClient.aggregated(grpc)) {
            client.node("n", "edge").subscribe(WireType.SDS, "moved").expectRemoved("moved");
        }
        put("secrets", "moved", SECRET.replace("name: token", "name: moved"))
                .statusCode(200)
                .body("outcome", equalTo("changed"));
    }

    @Test
    void aSecretInClearCannotBeStoredNorAnythingElseSealed() {
        assertThatThrownBy(() ->
                        execute("insert into resource (type, name, body) values ('secrets', 's', '{\"name\": \"s\"}')"))
                .hasMessageContaining("resource_secrets_are_sealed");
        assertThatThrownBy(() -> execute("insert into resource (type, name, body)"
                        + " values ('clusters', 's', '{\"sealed_by\": \"a\", \"sealed\": \"b\"}')"))
                .hasMessageContaining("resource_secrets_are_sealed");
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().indefinitely();
    }

    private String text(String sql) {
        return pool.query(sql)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString(0);
    }

    /** Every log line. */
    private static final class Kept extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final PatternFormatter format = new PatternFormatter("%c %s%e");

        @Override
        public void publish(LogRecord record) {
            lines.add(format.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
