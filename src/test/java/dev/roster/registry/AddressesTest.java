package dev.roster.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One form for each address. */
class AddressesTest {
    @ParameterizedTest
    @CsvSource({
        "192.168.215.7, 192.168.215.7",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "::FFFF:10.0.0.1, 10.0.0.1",
        "::1, ::1",
        "0:0:0:0:0:0:0:0, ::",
    })
    void anAddressHasOneCanonicalForm(String literal, String canonical) {
        assertThat(Addresses.canonical(literal)).hasValue(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "10.0.0", "10.0.0.01", "fe80::1%1", "[::1]", "１0.0.0.1", "10.0.0.1:80", " ::1"})
    void anythingElseIsNone(String literal) {
        assertThat(Addresses.canonical(literal)).isEmpty();
    }
}
