package dev.roster.resource;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.Examples;
import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.envoy.ResourceType;
import dev.roster.request.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClashesTest {
    private static final String EVERYONE = ResourceKey.EVERYONE;

    private final EnvoyJson json = new EnvoyJson();

    @Test
    void P54_scopesWithOneKeyClash() {
        assertThat(Clashes.among(List.of(scope(EVERYONE, "one", "a"), scope(EVERYONE, "two", "a"))))
                .containsExactly(new Clash(1, new Violation("key", "a", "must not be that of one")));
    }

    @Test
    void P54_aKeyIsAllOfItsFragments() {
        assertThat(Clashes.among(List.of(
                        scope(EVERYONE, "one", "a"), scope(EVERYONE, "two", "a, b"), scope(EVERYONE, "three", "b, a"))))
                .isEmpty();
    }

    @Test
    void P54_scopesThatNoNodeGetsTogetherDoNotClash() {
        assertThat(Clashes.among(List.of(scope("blue", "one", "a"), scope("green", "two", "a"))))
                .isEmpty();
    }

    @Test
    void P54_aScopeOfAGroupClashesWithOneForEveryone() {
        assertThat(Clashes.among(List.of(scope(EVERYONE, "one", "a"), scope("blue", "two", "a"))))
                .extracting(Clash::index)
                .containsExactly(1);
    }

    @Test
    void P54_unlessTheGroupHasItsOwnInItsPlace() {
        assertThat(Clashes.among(
                        List.of(scope(EVERYONE, "one", "a"), scope("blue", "two", "a"), scope("blue", "one", "b"))))
                .isEmpty();
    }

    @Test
    void aClashIsToldOnceHoweverManyGroupsSeeIt() {
        assertThat(Clashes.among(List.of(
                        scope(EVERYONE, "one", "a"),
                        scope(EVERYONE, "two", "a"),
                        scope("blue", "three", "c"),
                        scope("green", "four", "d"))))
                .hasSize(1);
    }

    @Test
    void aResourceIsInAListOnce() {
        assertThat(Clashes.among(List.of(scope("blue", "one", "a"), scope("blue", "one", "b"))))
                .contains(new Clash(1, new Violation("", "one", "must not be in the list twice")));
        assertThat(Clashes.among(List.of(scope("blue", "one", "a"), scope("green", "one", "a"))))
                .isEmpty();
    }

    @Test
    void listenersOnOneAddressClash() {
        assertThat(Clashes.among(List.of(listener("one", 80, "TCP"), listener("two", 80, "TCP"))))
                .containsExactly(new Clash(1, new Violation("address", "127.0.0.1:80", "must not be that of one")));
        assertThat(Clashes.among(List.of(listener("one", 80, "TCP"), listener("two", 80, "UDP"))))
                .isEmpty();
        assertThat(Clashes.among(List.of(listener("one", 0, "TCP"), listener("two", 0, "TCP"))))
                .isEmpty();
    }

    @Test
    void anAdditionalAddressIsOneToo() {
        NamedResource second = read(ResourceType.LISTENER, EVERYONE, "two", """
                address: {socket_address: {address: 127.0.0.1, port_value: 81}}
                additional_addresses: [{address: {socket_address: {address: 127.0.0.1, port_value: 80}}}]
                """);
        assertThat(Clashes.among(List.of(listener("one", 80, "TCP"), second)))
                .extracting(clash -> clash.violation().field())
                .containsExactly("additional_addresses[0].address");
    }

    @Test
    void virtualHostsOfOneRouteConfigurationClashOnADomain() {
        assertThat(Clashes.among(List.of(host("routes/one", "a.example"), host("routes/two", "A.example"))))
                .containsExactly(
                        new Clash(1, new Violation("domains[0]", "A.example", "must not be that of routes/one")));
        assertThat(Clashes.among(List.of(host("routes/one", "a.example"), host("others/two", "a.example"))))
                .isEmpty();
    }

    private NamedResource scope(String group, String name, String fragments) {
        StringBuilder key = new StringBuilder();
        for (String fragment : List.of(fragments.split(", ", -1))) {
            key.append("{string_key: ").append(fragment).append("}, ");
        }
        return read(ResourceType.SCOPED_ROUTE, group, name, "key: {fragments: [" + key + "]}");
    }

    private NamedResource listener(String name, int port, String protocol) {
        return read(
                ResourceType.LISTENER,
                EVERYONE,
                name,
                "address: {socket_address: {address: 127.0.0.1, protocol: %s, port_value: %d}}"
                        .formatted(protocol, port));
    }

    private NamedResource host(String name, String domain) {
        return read(ResourceType.VIRTUAL_HOST, EVERYONE, name, "domains: [" + domain + "]");
    }

    private NamedResource read(ResourceType type, String group, String name, String yaml) {
        Message.Builder message = type.prototype().newBuilderForType();
        try {
            json.parse(Examples.tree(yaml), message);
        } catch (InvalidEnvoyJson e) {
            throw new AssertionError(e);
        }
        return new NamedResource(new ResourceKey(type, group, name), message.build());
    }
}
