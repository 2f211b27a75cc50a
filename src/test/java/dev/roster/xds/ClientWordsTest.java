package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.ResourceType;
import org.junit.jupiter.api.Test;

/** What clients say of what they reject, and nothing of what a secret holds. */
class ClientWordsTest {
    @Test
    void aMessageThatIsQuotedShowsNoSecret() {
        assertThat(words(ResourceType.SECRET, """
                Proto constraint validation failed (SecretValidationError.Name: too short): name: "tls"
                tls_certificate { private_key { inline_string: "hun\\"ter2" } password { inline_bytes: "\\001x" } }""")).isEqualTo("""
                Proto constraint validation failed (SecretValidationError.Name: too short): name: [redacted]
                tls_certificate { private_key { inline_string: [redacted] } password { inline_bytes: [redacted] } }""");
    }

    @Test
    void neitherDoesOneThatIsCutOff() {
        assertThat(words(ResourceType.SECRET, "failed: inline_string: \"hunter2"))
                .isEqualTo("failed: inline_string: [redacted]");
    }

    @Test
    void aKeyIsNotShownWhateverItIsIn() {
        assertThat(words(ResourceType.LISTENER, "listener \"web\": private_key { inline_string: \"hunter2\" } is bad"))
                .isEqualTo("listener \"web\": private_key { inline_string: [redacted] } is bad");
        assertThat(words(ResourceType.LISTENER, "cannot load -----BEGIN PRIVATE KEY-----\nabc\n-----END"))
                .isEqualTo("cannot load [redacted]");
    }

    @Test
    void allElseStaysAsItIsUnlessItIsLong() {
        assertThat(words(ResourceType.CLUSTER, "Error adding/updating cluster(s) orders: \"x\""))
                .isEqualTo("Error adding/updating cluster(s) orders: \"x\"");
        assertThat(words(ResourceType.CLUSTER, "a".repeat(5000))).hasSize(4001).endsWith("…");
    }

    private static String words(ResourceType type, String error) {
        return ClientWords.of(type.typeUrl(), error);
    }
}
