package dev.roster.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.envoy.ResourceType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets at rest. */
class SecretsTest {
    private static final ResourceKey KEY = new ResourceKey(ResourceType.SECRET, "edge", "tls");
    private static final Secrets.Opened SECRET =
            new Secrets.Opened(Secrets.newSalt(), "{\"name\":\"tls\",\"generic_secret\":{}}");

    private final Secrets secrets = secrets(RosterWithKeys.KEY);

    @Test
    void whatIsSealedOpensAgain() throws InvalidEnvoyJson {
        String sealed = secrets.seal(KEY, SECRET);

        assertThat(sealed).startsWith("{\"sealed_by\":\"now\",\"sealed\":\"").doesNotContain("generic_secret");
        assertThat(secrets.open(KEY, sealed)).isEqualTo(SECRET);
        assertThat(secrets.seal(KEY, SECRET)).as("each time otherwise").isNotEqualTo(sealed);
    }

    @Test
    void whatWasMovedToAnotherRowDoesNotOpen() {
        String sealed = secrets.seal(KEY, SECRET);

        for (ResourceKey other : List.of(
                new ResourceKey(ResourceType.SECRET, "edge", "other"),
                new ResourceKey(ResourceType.SECRET, "", "tls"),
                new ResourceKey(ResourceType.SECRET, "", "edge/tls"))) {
            assertThatThrownBy(() -> secrets.open(other, sealed))
                    .isInstanceOf(InvalidEnvoyJson.class)
                    .hasMessageContaining("not sealed for this place");
        }
    }

    @Test
    void whatWasChangedDoesNotOpen() {
        String sealed = secrets.seal(KEY, SECRET);
        char[] changed = sealed.toCharArray();
        int middle = changed.length - 10;
        changed[middle] = changed[middle] == 'A' ? 'B' : 'A';

        assertThatThrownBy(() -> secrets.open(KEY, new String(changed)))
                .hasMessageContaining("not sealed for this place, or is damaged");
        assertThatThrownBy(() -> secrets.open(KEY, "{\"sealed_by\":\"now\",\"sealed\":\"****\"}"))
                .isInstanceOf(InvalidEnvoyJson.class);
        assertThatThrownBy(() -> secrets.open(KEY, "{\"sealed_by\":\"now\",\"sealed\":\"AAAA\"}"))
                .isInstanceOf(InvalidEnvoyJson.class);
    }

    @Test
    void everyKeyOpensAndTheFirstOneSeals() throws InvalidEnvoyJson {
        StoredResource before =
                new StoredResource(KEY, secrets(RosterWithKeys.OLD_KEY).seal(KEY, SECRET), null);
        Secrets both = secrets(RosterWithKeys.KEY, RosterWithKeys.OLD_KEY);

        assertThat(both.open(KEY, before.body())).isEqualTo(SECRET);
        StoredResource after = both.sealedAnew(before).orElseThrow();
        assertThat(after.body()).contains("\"now\"");
        assertThat(secrets.open(KEY, after.body())).isEqualTo(SECRET);
        assertThat(both.sealedAnew(after)).as("as it should be already").isEmpty();
        assertThat(secrets.sealedAnew(before)).as("without its key").isEmpty();
        assertThatThrownBy(() -> secrets.open(KEY, before.body()))
                .hasMessageContaining("sealed by the key old, which roster.secrets.keys does not hold");
    }

    @Test
    void withoutAKeyNothingIsSealed() {
        Secrets none = new Secrets(Optional::empty);

        assertThat(none.sealsBy()).isEmpty();
        assertThatThrownBy(() -> none.seal(KEY, SECRET)).hasMessageContaining("NoSecretKey");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                ":AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "short:AAECAwQFBgcICQoLDA0ODw==",
                "wrong:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8*",
                "",
            })
    void aKeyThatIsNoneEndsTheStartAndIsNotShown(String key) {
        assertThatThrownBy(() -> secrets(RosterWithKeys.KEY, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("roster.secrets.keys[1]")
                .hasMessageNotContaining("AAECAwQ");
    }

    @Test
    void twoKeysOfOneIdAreRefused() {
        assertThatThrownBy(() -> secrets(RosterWithKeys.KEY, RosterWithKeys.KEY))
                .hasMessageContaining("has the id now, which another key has");
    }

    @Test
    void aSecretInClearIsNotPrinted() {
        assertThat(SECRET.toString()).doesNotContain("generic_secret");
        Resource resource = new Resource(
                KEY,
                io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret.newBuilder()
                        .setName("hunter2")
                        .build(),
                null,
                ByteString.EMPTY);
        assertThat(resource.toString()).doesNotContain("hunter2");
    }

    private static Secrets secrets(String... keys) {
        return new Secrets(() -> Optional.of(List.of(keys)));
    }
}
