package dev.roster.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sensitive is taken out, wherever it stands. */
class RedactionTest {
    private static final String TLS = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.";

    private final EnvoyJson json = new EnvoyJson();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tls_certificate\":{\"private_key\":{\"inline_string\":\"hunter2\"}}}",
                "{\"tls_certificate\":{\"private_key\":{\"inline_bytes\":\"aHVudGVyMg==\"}}}",
                "{\"tls_certificate\":{\"password\":{\"inline_string\":\"hunter2\"}}}",
                "{\"tls_certificate\":{\"pkcs12\":{\"inline_bytes\":\"aHVudGVyMg==\"}}}",
                "{\"tls_certificate\":{\"private_key_provider\":{\"provider_name\":\"p\",\"typed_config\":"
                        + "{\"@type\":\"type.googleapis.com/google.protobuf.Struct\",\"value\":{\"k\":\"hunter2\",\"n\":[1]}}}}}",
                "{\"session_ticket_keys\":{\"keys\":[{\"inline_string\":\"hunter2\"},{\"inline_bytes\":\"aHVudGVyMg==\"}]}}",
                "{\"generic_secret\":{\"secret\":{\"inline_string\":\"hunter2\"}}}",
                "{\"generic_secret\":{\"secrets\":{\"a\":{\"inline_string\":\"hunter2\"}}}}",
            })
    void aSecretIsShownWithoutWhatIsSecret(String secret) throws InvalidEnvoyJson {
        Redaction redaction = Redaction.of(parsed(secret, Secret.newBuilder()));

        assertThat(json.print(redaction.message()))
                .doesNotContain("hunter2", "aHVudGVyMg==")
                .contains(Redaction.REDACTED);
        assertThat(redaction.before()).isEmpty();
        assertThat(Redaction.of(redaction.message()).before())
                .as("found when it comes back")
                .isNotEmpty();
    }

    @Test
    void whatIsNotSecretStays() throws InvalidEnvoyJson {
        String secret = "{\"name\":\"tls\",\"tls_certificate\":{\"certificate_chain\":{\"inline_string\":\"PEM\"},"
                + "\"private_key\":{\"filename\":\"/etc/key.pem\"},\"password\":{\"environment_variable\":\"PW\"}}}";

        assertThat(json.print(Redaction.of(parsed(secret, Secret.newBuilder())).message()))
                .isEqualTo(secret);
    }

    @Test
    void itIsFoundInsideOfTypedConfigsAndItsPathIsNamed() throws InvalidEnvoyJson {
        String socket =
                "{\"name\":\"l\",\"filter_chains\":[{\"transport_socket\":{\"name\":\"tls\",\"typed_config\":{\"@type\":\""
                        + TLS + "DownstreamTlsContext\",\"common_tls_context\":{\"tls_certificates\":[{\"private_key\":"
                        + "{\"inline_string\":\"hunter2\"}}]}}}}]}";
        Redaction redaction = Redaction.of(parsed(socket, Listener.newBuilder()));

        assertThat(json.print(redaction.message())).doesNotContain("hunter2");
        assertThat(Redaction.of(redaction.message()).before())
                .containsExactly("filter_chains[0].transport_socket.typed_config.common_tls_context"
                        + ".tls_certificates[0].private_key.inline_string");
    }

    @Test
    void aMessageWrittenAsAFreeObjectIsNoWayAround() throws InvalidEnvoyJson {
        String socket =
                "{\"name\":\"l\",\"filter_chains\":[{\"transport_socket\":{\"name\":\"tls\",\"typed_config\":{\"@type\":"
                        + "\"type.googleapis.com/xds.type.v3.TypedStruct\",\"type_url\":\"" + TLS
                        + "DownstreamTlsContext\",\"value\":{\"common_tls_context\":{\"tls_certificates\":[{\"private_key\":"
                        + "{\"inline_string\":\"hunter2\"}}]}}}}}]}";
        Redaction redaction = Redaction.of(parsed(socket, Listener.newBuilder()));

        assertThat(json.print(redaction.message())).doesNotContain("hunter2");
        assertThat(Redaction.of(redaction.message()).before()).isNotEmpty();
    }

    private Message parsed(String text, Message.Builder into) throws InvalidEnvoyJson {
        json.parse(text, into);
        return into.build();
    }
}
