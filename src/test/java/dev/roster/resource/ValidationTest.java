package dev.roster.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.roster.request.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Validation validation = new Validation();

    @Test
    void aRuleOfADescriptorIsNamedWithItsPath() {
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
                name: a
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

    private List<Violation> violations(ResourceType type, String yaml) {
        return switch (validation.validate(type, tree(yaml))) {
            case Validated.Valid valid -> List.of();
            case Validated.Invalid(List<Violation> violations) -> violations;
        };
    }

    private static JsonNode tree(String yaml) {
        try {
            return YAML.readTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
