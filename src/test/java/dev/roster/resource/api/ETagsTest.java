package dev.roster.resource.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.request.BadRequestException;
import dev.roster.resource.Condition;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entity tags as RFC 9110 writes them. */
class ETagsTest {
    @Test
    void ifMatchNamesTagsOrAnything() {
        assertThat(ETags.condition("\"a\"")).isEqualTo(new Condition.OneOf(Set.of("a")));
        assertThat(ETags.condition(" \"a\" ,\"b\"")).isEqualTo(new Condition.OneOf(Set.of("a", "b")));
        assertThat(ETags.condition("W/\"a\", \"b\""))
                .as("a weak tag never matches")
                .isEqualTo(new Condition.OneOf(Set.of("b")));
        assertThat(ETags.condition("*")).isEqualTo(new Condition.Present());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "", "\"a", "\"a\" \"b\"", "\"a\",", "w/\"a\"", "\"a b\""})
    void otherIfMatchIsRefused(String header) {
        assertThatThrownBy(() -> ETags.condition(header)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void aReadComparesWeakly() {
        assertThat(ETags.isKnown("W/\"a\"", "a")).isTrue();
        assertThat(ETags.isKnown("\"b\", \"a\"", "a")).isTrue();
        assertThat(ETags.isKnown("*", "a")).isTrue();
        assertThat(ETags.isKnown("\"b\"", "a")).isFalse();
        assertThat(ETags.isKnown(null, "a")).isFalse();
    }
}
