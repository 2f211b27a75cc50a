package dev.roster.envoy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roster.envoy.Examples;
import dev.roster.envoy.ResourceType;
import dev.roster.envoy.Warning;
import dev.roster.request.Violation;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private static final String FAULT = "type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault";

    private final Validation validation = new Validation();

    @Test
    void allBrokenRulesAreNamedWithTheirPathsAndValues() {
        assertThat(violations(ResourceType.CLUSTER, """
                connect_timeout: 0s
                circuit_breakers: {thresholds: [{retry_budget: {budget_percent: {value: 101}}}]}
                """))
                .containsExactly(
                        new Violation("name", "", "must not be empty"),
                        new Violation("connect_timeout", "0s", "must be greater than 0s"),
                        new Violation(
                                "circuit_breakers.thresholds[0].retry_budget.budget_percent.value",
                                "101.0",
                                "must be at least 0 and at most 100"));
    }

    @Test
    void theRulesOfWhatIsPackedAreHeldToo() {
        assertThat(violations(ResourceType.LISTENER, """
                address: {socket_address: {address: 127.0.0.1, port_value: 1}}
                filter_chains:
                - filters:
                  - name: tcp
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                """))
                .containsExactly(
                        new Violation("filter_chains[0].filters[0].typed_config.stat_prefix", "", "must not be empty"),
                        new Violation(
                                "filter_chains[0].filters[0].typed_config.cluster_specifier",
                                "",
                                "is required: one of cluster, weighted_clusters"));
    }

    @Test
    void whatATypedStructWritesIsReadAsTheMessageThatItNames() {
        assertThat(violations(ResourceType.EXTENSION_CONFIG, """
                name: a
                typed_config:
                  "@type": type.googleapis.com/xds.type.v3.TypedStruct
                  type_url: type.googleapis.com/envoy.extensions.filters.http.buffer.v3.Buffer
                  value: {max_request_bytes: 0, max_request_byte: 1}
                """))
                .containsExactly(
                        new Violation("typed_config.value.max_request_byte", "1.0", "is not a known field"),
                        new Violation("typed_config.value.max_request_bytes", "0", "must be greater than 0"));
    }

    @Test
    void aTypedStructOfAPluginsOwnTypeIsItsOwnAffair() {
        assertThat(warnings(ResourceType.EXTENSION_CONFIG, """
                name: a
                typed_config:
                  "@type": type.googleapis.com/xds.type.v3.TypedStruct
                  type_url: type.googleapis.com/com.example.Plugin
                  value: {anything: [goes]}
                """)).isEmpty();
    }

    @Test
    void noValueOfASecretIsShown() {
        assertThat(violations(ResourceType.SECRET, """
                name: {secret: hunter2}
                tls_certificate: {private_key: {inline_string: 7, inline: hunter2}, password: hunter2}
                """))
                .extracting(Violation::field, Violation::value)
                .containsExactly(
                        tuple("name", "[redacted]"),
                        tuple("tls_certificate.private_key.inline_string", "[redacted]"),
                        tuple("tls_certificate.private_key.inline", "[redacted]"),
                        tuple("tls_certificate.password", "[redacted]"));
    }

    @Test
    void noValueOfASensitiveFieldIsShownElsewhere() {
        assertThat(violations(ResourceType.CLUSTER, """
                name: a
                transport_socket:
                  name: tls
                  typed_config:
                    "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
                    common_tls_context: {tls_certificates: [{private_key: {inline_string: 7}}]}
                """))
                .extracting(Violation::value)
                .containsExactly("[redacted]");
    }

    @Test
    void whatIsDeprecatedIsAWarning() {
        assertThat(warnings(ResourceType.CLUSTER, "{name: a, http2_protocol_options: {}}"))
                .containsExactly(new Warning("http2_protocol_options", "", "is deprecated"));
    }

    @Test
    void whatEnvoyTakesOnlyWhenToldToIsAWarningThatSaysHow() {
        assertThat(warnings(ResourceType.EXTENSION_CONFIG, """
                name: a
                typed_config:
                  "@type": type.googleapis.com/envoy.config.trace.v3.ZipkinConfig
                  collector_cluster: zipkin
                  collector_endpoint: /spans
                """))
                .containsExactly(
                        new Warning(
                                "typed_config.collector_endpoint_version",
                                "DEPRECATED_AND_UNAVAILABLE_DO_NOT_USE",
                                "is deprecated: Envoy refuses it unless its runtime sets"
                                        + " envoy.deprecated_features:envoy.config.trace.v3.ZipkinConfig.DEPRECATED_AND_UNAVAILABLE_DO_NOT_USE"));
    }

    @Test
    void P80_aGapInPrioritiesIsRefused() {
        assertThat(violations(
                        ResourceType.ENDPOINT, "{cluster_name: a, endpoints: [{}, {priority: 2}, {priority: 3}]}"))
                .containsExactly(new Violation(
                        "endpoints", "2", "must have no gap in its priorities: there is no 1 before this one"));
    }

    @Test
    void aNameThatTwoVirtualHostsHaveIsAWarning() {
        assertThat(warnings(ResourceType.ROUTE, "virtual_hosts: [{name: a, domains: [x]}, {name: a, domains: [y]}]"))
                .extracting(Warning::field)
                .containsExactly("virtual_hosts[1].name");
    }

    @Test
    void anAnyWhoseBytesAreNotOfItsTypeIsNamed() {
        Message resource = TypedExtensionConfig.newBuilder()
                .setName("a")
                .setTypedConfig(Any.newBuilder().setTypeUrl(FAULT).setValue(ByteString.copyFromUtf8("\u0007nonsense")))
                .build();
        assertThat(validation.validate(ResourceType.EXTENSION_CONFIG, resource))
                .isEqualTo(new Validated.Invalid(List.of(new Violation(
                        "typed_config", "", "must hold a envoy.extensions.filters.http.fault.v3.HTTPFault"))));
    }

    @Test
    void aResourceMayNameItsType() {
        String typed = "{'@type': type.googleapis.com/envoy.config.cluster.v3.Cluster, name: a}";
        assertThat(validation.validate(Examples.tree(typed)))
                .isInstanceOfSatisfying(
                        Validated.Valid.class, valid -> assertThat(valid.type()).isEqualTo(ResourceType.CLUSTER))
                .isEqualTo(validation.validate(ResourceType.CLUSTER, Examples.tree("name: a")))
                .isEqualTo(validation.validate(ResourceType.CLUSTER, Examples.tree(typed)));
    }

    @Test
    void aTypeThatIsAbsentUnknownOrAnotherIsRefused() {
        String address = "{'@type': type.googleapis.com/envoy.config.core.v3.Address}";
        assertThat(List.of(
                        validation.validate(Examples.tree("name: a")),
                        validation.validate(Examples.tree("'@type': 7")),
                        validation.validate(Examples.tree("[]")),
                        validation.validate(Examples.tree(address)),
                        validation.validate(ResourceType.CLUSTER, Examples.tree(address))))
                .extracting(ValidationTest::rules)
                .containsExactly(
                        List.of("@type is required"),
                        List.of("@type must be a string"),
                        List.of("@type is required"),
                        List.of("@type is not the type of a resource"),
                        List.of("@type must be type.googleapis.com/envoy.config.cluster.v3.Cluster"));
    }

    @Test
    void whatStandsInAListIsNamedByItsPlaceThere() {
        assertThat(new Violation("name", "", "must not be empty")
                        .under("resources[3]")
                        .field())
                .isEqualTo("resources[3].name");
        assertThat(new Warning("", "", "").under("resources[3]").field()).isEqualTo("resources[3]");
    }

    private List<Violation> violations(ResourceType type, String yaml) {
        return switch (validation.validate(type, Examples.tree(yaml))) {
            case Validated.Valid valid -> List.of();
            case Validated.Invalid(List<Violation> violations) -> violations;
        };
    }

    private List<Warning> warnings(ResourceType type, String yaml) {
        return switch (validation.validate(type, Examples.tree(yaml))) {
            case Validated.Valid valid -> valid.warnings();
            case Validated.Invalid invalid -> throw new AssertionError(invalid);
        };
    }

    private static List<String> rules(Validated validated) {
        return switch (validated) {
            case Validated.Valid valid -> List.of();
            case Validated.Invalid(List<Violation> violations) ->
                violations.stream()
                        .map(violation -> violation.field() + " " + violation.rule())
                        .toList();
        };
    }
}
