package dev.roster.envoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import dev.roster.request.Violation;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.http.set_metadata.v3.Config;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvoyJsonTest {
    private final EnvoyJson json = new EnvoyJson();

    @Test
    void unknownFieldsAndTypesAreAllNamedByTheirPaths() {
        assertThat(violations(Listener.newBuilder(), """
                nam: a
                filter_chains:
                - filters:
                  - name: x
                    typed_config: {"@type": type.googleapis.com/envoy.Nothing, a: 1}
                  - name: y
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                      stat_prefixx: p
                      access_log: [{typed_config: {stat_prefix: p}}]
                """))
                .containsExactly(
                        new Violation("nam", "a", "is not a known field"),
                        new Violation(
                                "filter_chains[0].filters[0].typed_config.@type",
                                "type.googleapis.com/envoy.Nothing",
                                "is not a known type"),
                        new Violation(
                                "filter_chains[0].filters[1].typed_config.stat_prefixx", "p", "is not a known field"),
                        new Violation(
                                "filter_chains[0].filters[1].typed_config.access_log[0].typed_config.@type",
                                "",
                                "is required"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: 7                          | name | 7 | must be a string
            name: ["a"]                      | name | […] | must be a string
            name: "a\\u0000b"                | name | a\0b | must not contain NUL
            name: "\\ud800"                  | name | \ud800 | must be Unicode text
            respect_dns_ttl: "true"          | respect_dns_ttl | true | must be true or false
            lb_policy: BEST                  | lb_policy | BEST | must be one of ROUND_ROBIN, LEAST_REQUEST, RING_HASH, RANDOM, MAGLEV, CLUSTER_PROVIDED, LOAD_BALANCING_POLICY_CONFIG
            lb_policy: 1.5                   | lb_policy | 1.5 | must be one of ROUND_ROBIN, LEAST_REQUEST, RING_HASH, RANDOM, MAGLEV, CLUSTER_PROVIDED, LOAD_BALANCING_POLICY_CONFIG
            connect_timeout: 5               | connect_timeout | 5 | must be a duration in seconds, such as 1.5s
            connect_timeout: 5 s             | connect_timeout | 5 s | must be a duration in seconds, such as 1.5s
            connect_timeout: {seconds: 5}    | connect_timeout | {…} | must be a duration in seconds, such as 1.5s
            connect_timeout: 9999999999999s  | connect_timeout | 9999999999999s | must be a duration in seconds, such as 1.5s
            health_checks: {}                | health_checks | {…} | must be an array
            health_checks: [null]            | health_checks[0] | null | must not be null
            health_checks: [[]]              | health_checks[0] | […] | must be a JSON object
            load_assignment: x               | load_assignment | x | must be a JSON object
            metadata: {filter_metadata: []}  | metadata.filter_metadata | […] | must be a JSON object
            metadata: {filter_metadata: {a: 1}} | metadata.filter_metadata["a"] | 1 | must be a JSON object
            metadata: {filter_metadata: {a: null}} | metadata.filter_metadata["a"] | null | must not be null
            per_connection_buffer_limit_bytes: -1 | per_connection_buffer_limit_bytes | -1 | must be between 0 and 4294967295
            per_connection_buffer_limit_bytes: 4294967296 | per_connection_buffer_limit_bytes | 4294967296 | must be between 0 and 4294967295
            per_connection_buffer_limit_bytes: 1.5 | per_connection_buffer_limit_bytes | 1.5 | must be an integer
            per_connection_buffer_limit_bytes: "1e999999999" | per_connection_buffer_limit_bytes | 1e999999999 | must be between 0 and 4294967295
            per_connection_buffer_limit_bytes: many | per_connection_buffer_limit_bytes | many | must be an integer
            common_lb_config: {healthy_panic_threshold: {value: "1e400"}} | common_lb_config.healthy_panic_threshold.value | 1e400 | must be between -1.7976931348623157E308 and 1.7976931348623157E308
            common_lb_config: {healthy_panic_threshold: {value: half}} | common_lb_config.healthy_panic_threshold.value | half | must be a number
            transport_socket: {typed_config: 1} | transport_socket.typed_config | 1 | must be a JSON object
            transport_socket: {typed_config: {"@type": 1}} | transport_socket.typed_config.@type | 1 | must be a string
            transport_socket: {typed_config: {"@type": type.googleapis.com/google.protobuf.Duration, value: 1}} | transport_socket.typed_config.value | 1 | must be a duration in seconds, such as 1.5s
            transport_socket: {typed_config: {"@type": type.googleapis.com/google.protobuf.Duration, seconds: 1}} | transport_socket.typed_config.seconds | 1 | is not a known field
            {alt_stat_name: a, altStatName: b} | altStatName | b | is set twice, under both its names
            {ring_hash_lb_config: {}, maglev_lb_config: {}} | maglev_lb_config | {…} | must not be set beside ring_hash_lb_config
            """)
    void whatDoesNotFitIsNamed(String yaml, String field, String value, String rule) {
        assertThat(violations(Cluster.newBuilder(), yaml)).containsExactly(new Violation(field, value, rule));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "7", "nonsense", "{} {}", "{\"name\": \"a\", \"name\": \"b\"}"})
    void whatIsNoObjectIsRefusedAsAWhole(String text) {
        assertThat(refusal(() -> json.parse(text, Cluster.newBuilder())).violations())
                .singleElement()
                .extracting(Violation::field)
                .isEqualTo("");
    }

    @Test
    void bothSpellingsOfANameAreRead() throws Exception {
        assertThat(read("{altStatName: a, ringHashLbConfig: {minimum_ring_size: 5}}"))
                .isEqualTo(read("{alt_stat_name: a, ring_hash_lb_config: {minimumRingSize: '5'}}"));
    }

    @Test
    void numbersMayBeWrittenInAnyWay() throws Exception {
        Cluster plain = read("{per_connection_buffer_limit_bytes: 5, maglev_lb_config: {table_size: 7}}");
        assertThat(read("{per_connection_buffer_limit_bytes: 5.0, maglev_lb_config: {table_size: '7'}}"))
                .isEqualTo(plain);
        assertThat(read("{per_connection_buffer_limit_bytes: '0.5e1', maglev_lb_config: {table_size: 7e0}}"))
                .isEqualTo(plain);
    }

    @Test
    void nullIsAsGoodAsAbsent() throws Exception {
        assertThat(read("{name: null, health_checks: null, metadata: null, connect_timeout: null}"))
                .isEqualTo(Cluster.getDefaultInstance());
    }

    @Test
    void freeFormHoldsAnything() throws Exception {
        Config.Builder config = Config.newBuilder();
        json.parse(Examples.tree("metadata: [{value: {a: null, b: [1, [x], {}], c: true}}]"), config);
        assertThat(json.print(config.build()))
                .isEqualTo("{\"metadata\":[{\"value\":{\"a\":null,\"b\":[1.0,[\"x\"],{}],\"c\":true}}]}");
    }

    @Test
    void theOrderOfAMapIsNoContent() throws Exception {
        String some = "metadata: {filter_metadata: {a: {x: 1, y: 2}, b: {}}}";
        String other = "metadata: {filter_metadata: {b: {}, a: {y: 2, x: 1}}}";
        assertThat(read(some).toByteString()).isEqualTo(read(other).toByteString());
    }

    @Test
    void whatNestsDeeperThanClientsReadIsRefused() {
        String nested = "[".repeat(60) + "]".repeat(60);
        assertThat(violations(Cluster.newBuilder(), "metadata: {filter_metadata: {a: {x: " + nested + "}}}"))
                .singleElement()
                .extracting(Violation::rule)
                .isEqualTo("must not be nested deeper than 100 messages");
    }

    @Test
    void whatNestsAsDeepAsThatIsReadByProtobuf() throws Exception {
        String nested = "[".repeat(45) + "]".repeat(45);
        Cluster cluster = read("metadata: {filter_metadata: {a: {x: " + nested + "}}}");
        assertThat(Cluster.parseFrom(cluster.toByteString())).isEqualTo(cluster);
    }

    @Test
    void noAnswerIsWithoutEnd() {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            yaml.append("x").append(i).append(": 1\n");
        }
        assertThat(violations(Cluster.newBuilder(), yaml.toString())).hasSize(100);
        assertThat(violations(Cluster.newBuilder(), "x".repeat(1000) + ": " + "y".repeat(1000)))
                .containsExactly(new Violation("x".repeat(100) + "…", "y".repeat(1000), "is not a known field"));
    }

    @Test
    void theExceptionSaysItInWords() {
        assertThat(refusal(() -> json.parse("{\"nam\": \"a\", \"connect_timeout\": true}", Cluster.newBuilder())))
                .hasMessage("nam is not a known field: a; "
                        + "connect_timeout must be a duration in seconds, such as 1.5s: true");
    }

    private Cluster read(String yaml) throws InvalidEnvoyJson {
        Cluster.Builder cluster = Cluster.newBuilder();
        json.parse(Examples.tree(yaml), cluster);
        return cluster.build();
    }

    private List<Violation> violations(Message.Builder into, String yaml) {
        JsonNode tree = Examples.tree(yaml);
        return refusal(() -> json.parse(tree, into)).violations();
    }

    private static InvalidEnvoyJson refusal(ThrowingCallable parse) {
        return catchThrowableOfType(InvalidEnvoyJson.class, parse);
    }
}
