package dev.roster.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When two names are the same (P53). */
class XdstpNameTest {
    @ParameterizedTest
    @CsvSource({
        "xdstp://a/t/id?y=2&x=1,xdstp://a/t/id?x=1&y=2",
        "xdstp://a/t/id?x=%31,xdstp://a/t/id?x=1",
        "xdstp://a/t/a%2fb,xdstp://a/t/a/b",
        "xdstp://a/t/host:80,xdstp://a/t/host%3A80",
        "xdstp://a/t/id?k%26=v%3d,xdstp://a/t/id?k%26=v%3D",
        "xdstp:///t/id?,xdstp:///t/id",
        "xdstp://a/t/id?x=1&x=2,xdstp://a/t/id?x=1",
        "xdstp://a/t/id?x,xdstp://a/t/id?x=",
        "xdstp://a/t/ü,xdstp://a/t/%C3%BC"
    })
    void P53_theOrderAndTheEncodingOfContextParametersMakeNoDifference(String name, String canonical) {
        assertThat(XdstpName.canonical(name)).isEqualTo(canonical);
        assertThat(XdstpName.canonical(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a/b?y=2&x=1", "xdstp:no", "xdstp://", "xdstp://authority", "xdstp://a/t/50%", ""})
    void P53_anyOtherNameIsAsItIs(String name) {
        String encoded = name.replace("50%", "50%25"); // an escape that is none
        assertThat(XdstpName.canonical(name)).isEqualTo(encoded);
    }

    @Test
    void P53_aCollectionHoldsWhatIsDirectlyUnderItWithTheSameParameters() {
        assertThat(XdstpName.collection("xdstp://a/t/shop/cart?x=1")).contains("xdstp://a/t/shop/*?x=1");
        assertThat(XdstpName.collection("xdstp://a/t/cart")).contains("xdstp://a/t/*");
        assertThat(XdstpName.collection("a/cart")).isEmpty();
    }

    @Test
    void P53_aNameThatEndsInAnAsteriskIsACollection() {
        assertThat(XdstpName.isCollection("xdstp://a/t/shop/*")).isTrue();
        assertThat(XdstpName.isCollection("xdstp://a/t/shop/*?x=1")).isTrue();
        assertThat(XdstpName.isCollection("xdstp://a/t/shop/cart")).isFalse();
        assertThat(XdstpName.isCollection("shop/*")).isFalse();
    }
}
