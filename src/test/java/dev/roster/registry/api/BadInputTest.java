package dev.roster.registry.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import dev.roster.TestPostgres;
import dev.roster.registry.RegistryAlone;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets an answer that names it, and nothing is stored. */
@QuarkusTest
@TestProfile(RegistryAlone.class)
@WithTestResource(TestPostgres.class)
class BadInputTest {
    private static final String PROBLEM = "application/problem+json";

    @BeforeEach
    void forgetEverything() {
        RegistryClient.forgetEverything();
    }

    @AfterEach
    void nothingIsStored() {
        given().get("/endpoints").then().statusCode(200).body("items", hasSize(0));
        given().get("/v1/services").then().statusCode(200).body("items", hasSize(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "port_value | 0",
                "port_value | 65536",
                "port_value | -1",
                "port_value | 80.5",
                "port_value | 80.0",
                "port_value | \"80\"",
                "port_value | true",
                "port_value | null",
                "port_value | 99999999999999999999",
                "port_value | [80]",
                "address | \"example.com\"",
                "address | \"fe80::1%eth0\"",
                "address | \"10.0.0.256\"",
                "address | \"[::1]\"",
                "address | \"\"",
                "address | 10",
                "address | null",
                "weight | 0",
                "weight | -1",
                "weight | 65536",
                "weight | 4294967296",
                "weight | 1.5",
                "weight | \"NaN\"",
                "weight | false",
                "priority | -1",
                "priority | 129",
                "priority | \"0\"",
                "health | \"WELL\"",
                "health | \"healthy\"",
                "health | 1",
                "hostname | \"\"",
                "hostname | \"a\\u0000\"",
                "hostname | 7",
                "service | \"\"",
                "service | \" cart\"",
                "service | \"cart\\n\"",
                "service | \"ca\\u0000rt\"",
                "service | \"\\ud800\"",
                "service | \"..\"",
                "service | {}",
                "id | \"a/b\"",
                "id | \"\"",
                "id | \"a\\u0007\"",
                "id | 5",
                "locality | \"eu\"",
                "locality | []",
                "locality.region | 1",
                "locality.region | \"\\u0001\"",
                "locality.planet | \"earth\"",
                "metadata | []",
                "metadata | \"a\"",
                "metadata | {\"a\":\"\\u0000\"}",
                "metadata | {\"a\":{\"b\":[{\"\\u0000\":1}]}}",
                "metadata | {\"a\":\"\\udc00\"}",
                "metadata | {\"a\":1e999}",
                "metadata | {\"filter_metadata\":{},\"a\":1}",
                "metadata | {\"filter_metadata\":[]}",
                "metadata | {\"filter_metadata\":{\"envoy.lb\":1}}",
                "ttl | \"30s\"",
                "unknown | 1",
                "portValue | 80",
            })
    void aFieldThatBreaksARuleIsNamed(String field, String value) {
        post(registrationWith(field, value))
                .statusCode(422)
                .contentType(PROBLEM)
                .body("title", equalTo("The body breaks a rule"))
                .body("violations", hasSize(1))
                .body("violations.field", hasItem(field));
    }

    @Test
    void allBrokenRulesAreNamedAtOnce() {
        post("{\"address\":\"nowhere\",\"port_value\":0,\"weight\":\"a\",\"health\":\"x\",\"more\":1}")
                .statusCode(422)
                .body("violations.field", hasItems("address", "port_value", "weight", "health", "more"))
                .body("violations.find { it.field == 'address' }.value", equalTo("nowhere"))
                .body("violations.find { it.field == 'health' }.rule", containsString("DRAINING"));
    }

    @Test
    void aLeaseIsRefusedBecauseItWouldNotExpire() {
        post("{\"address\":\"10.0.0.1\",\"port_value\":80,\"ttl\":\"10s\"}")
                .statusCode(422)
                .body("violations[0].rule", containsString("leases are not supported yet"));
    }

    @Test
    void namesOfOver256BytesAreRefused() {
        post(registrationWith("service", "\"" + "ü".repeat(129) + "\""))
                .statusCode(422)
                .body("violations[0].field", equalTo("service"));
        post(registrationWith("id", "\"" + "x".repeat(257) + "\""))
                .statusCode(422)
                .body("violations[0].field", equalTo("id"));
    }

    @Test
    void whatTheAnswerShowsOfAValueIsBounded() {
        post(registrationWith("service", "\"" + "x".repeat(10_0000) + "\""))
                .statusCode(422)
                .body("violations[0].value.length()", equalTo(101));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{]",
                "{\"address\":\"10.0.0.1\",\"port_value\":80",
                "{\"address\":\"10.0.0.1\",\"address\":\"10.0.0.2\",\"port_value\":80}",
                "{\"address\":\"10.0.0.1\",\"port_value\":80,\"metadata\":{\"a\":1,\"a\":2}}",
                "{\"address\":\"10.0.0.1\",\"port_value\":80} {}",
                "{\"address\":\"10.0.0.1\",\"port_value\":NaN}",
                "{\"address\":\"10.0.0.1\",\"port_value\":080}",
                "{'address':'10.0.0.1','port_value':80}",
                "{\"address\":\"10.0.0.1\",\"port_value\":80,}",
                "\uFEFF{\"address\":\"10.0.0.1\",\"port_value\":80}",
            })
    void whatIsNotJsonIsRefused(String body) {
        post(body).statusCode(400).contentType(PROBLEM).body("title", equalTo("The body is not JSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "1", "\"text\"", "true"})
    void jsonThatIsNoObjectIsRefused(String body) {
        post(body).statusCode(422).contentType(PROBLEM).body("detail", equalTo("the body must be a JSON object"));
    }

    @Test
    void jsonNestedTooDeepIsRefused() {
        post(registrationWith("metadata", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)))
                .statusCode(400);
        post(registrationWith("metadata", "{\"a\":".repeat(30) + "1" + "}".repeat(30)))
                .statusCode(422)
                .body("violations[0].rule", equalTo("is nested too deep"));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] body =
                "{\"address\":\"10.0.0.1\",\"port_value\":80,\"hostname\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < body.length; i++) {
            body[i] = body[i] == '?' ? (byte) 0xFF : body[i];
        }
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/endpoints")
                .then()
                .statusCode(400)
                .body("detail", equalTo("the body is not UTF-8"));
    }

    @Test
    void aBodyOverTheCapIsRefused() {
        post(registrationWith("hostname", "\"" + "x".repeat(300_000) + "\""))
                .statusCode(413)
                .contentType(PROBLEM);
    }

    @Test
    void theFrameworksOwnErrorsAreProblemsToo() {
        given().contentType("text/plain")
                .body("{}")
                .post("/endpoints")
                .then()
                .statusCode(415)
                .contentType(PROBLEM);
        given().put("/endpoints").then().statusCode(405).contentType(PROBLEM);
        given().get("/v1/nothing").then().statusCode(404).contentType(PROBLEM);
        given().accept("text/csv").get("/endpoints").then().statusCode(406).contentType(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/endpoints?cursor=%21",
                "/endpoints?cursor=_w",
                "/endpoints?cursor=AA",
                "/endpoints?limit=0",
                "/endpoints?limit=1001",
                "/endpoints?limit=many",
                "/v1/services?cursor=*",
                "/v1/services/cart?wait=soon",
                "/v1/services/cart?wait=6m",
                "/v1/services/cart?wait=-1s",
            })
    void aQueryParameterThatCannotBeUnderstoodIsRefused(String path) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .contentType(PROBLEM)
                .body("violations", hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/services/cart/endpoints/a%00b",
                "/v1/services/cart/endpoints/a%2Fb",
                "/v1/services/cart/endpoints/%20",
                "/v1/services/%0A/endpoints/a",
                "/v1/services/cart/endpoints/%FF",
            })
    void namesInThePathKeepTheRules(String path) {
        given().urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body("{\"address\":\"10.0.0.1\",\"port_value\":80}")
                .put(path)
                .then()
                .statusCode(422)
                .contentType(PROBLEM);
        given().urlEncodingEnabled(false).get(path).then().statusCode(422);
    }

    @Test
    void thePathSaysWhichEndpointNotTheBody() {
        given().contentType(ContentType.JSON)
                .body("{\"id\":\"a\",\"service\":\"b\",\"address\":\"10.0.0.1\",\"port_value\":80}")
                .put("/v1/services/cart/endpoints/one")
                .then()
                .statusCode(422)
                .body("violations.field", hasItems("service", "id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"id\":null}", "{\"service\":\"a\"}", "{\"colour\":null}", "{\"locality\":{\"moon\":null}}"})
    void aPatchOfWhatCannotBePatchedIsRefused(String patch) {
        given().contentType("application/merge-patch+json")
                .body(patch)
                .patch("/endpoints/one")
                .then()
                .statusCode(422)
                .contentType(PROBLEM)
                .body("violations", hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cluster\":1}",
                "{\"clusters\":{}}",
                "{\"cluster\":{\"no_such_field\":1}}",
                "{\"cluster\":{\"a\":\"\\u0000\"}}"
            })
    void settingsThatAreNoClusterAreRefused(String body) {
        given().contentType(ContentType.JSON)
                .body(body)
                .put("/v1/services/cart")
                .then()
                .statusCode(422)
                .contentType(PROBLEM)
                .body("violations[0].field", containsString("cluster"));
    }

    private static String registrationWith(String field, String value) {
        if (field.startsWith("locality.")) {
            return registrationWith("locality", "{\"" + field.substring("locality.".length()) + "\":" + value + "}");
        }
        String address = field.equals("address") ? "" : "\"address\":\"10.0.0.1\",";
        String port = field.equals("port_value") ? "" : "\"port_value\":80,";
        return "{" + address + port + "\"" + field + "\":" + value + "}";
    }

    private static ValidatableResponse post(String body) {
        return RegistryClient.post("/endpoints", body);
    }
}
