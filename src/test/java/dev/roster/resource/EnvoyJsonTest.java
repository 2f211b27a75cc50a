package dev.roster.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Message;
import dev.roster.request.Violation;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvoyJsonTest {
    private final EnvoyJson json = new EnvoyJson();

    @Test
    void unknownFieldsAndTypesAreAllNamedByTheirPaths() {
        assertThat(violations(Listener.newBuilder(), """
                {
                  "nam": "a",
                  "filter_chains": [
                    {
                      "filters": [
                        {"name": "x", "typed_config": {"@type": "type.googleapis.com/envoy.Nothing", "a": 1}},
                        {"name": "y", "typed_config": {
                          "@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy",
                          "stat_prefixx": "p"
                        }},
                        {"name": "z", "typed_config": {"stat_prefix": "p"}}
                      ]
                    }
                  ]
                }"""))
                .containsExactly(
                        new Violation("nam", "a", "is not a known field"),
                        new Violation(
                                "filter_chains[0].filters[0].typed_config.@type",
                                "type.googleapis.com/envoy.Nothing",
                                "is not a known type"),
                        new Violation(
                                "filter_chains[0].filters[1].typed_config.stat_prefixx", "p", "is not a known field"),
                        new Violation("filter_chains[0].filters[2].typed_config.@type", "", "is required"));
    }

    private List<Violation> violations(Message.Builder into, String text) {
        return catchThrowableOfType(InvalidEnvoyJson.class, () -> json.parse(text, into))
                .violations();
    }
}
