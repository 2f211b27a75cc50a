package dev.roster.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.request.BadRequest;
import dev.roster.request.BadRequestException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML as an Envoy takes it, and nothing that means two things. */
class StrictYamlTest {
    private static final long LIMIT = 100_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1 | 1",
                "-7 | -7",
                "0x1F | 31",
                "0644 | 420",
                "08 | \"08\"",
                "2147483648 | \"2147483648\"",
                "0xFFFFFFFF | \"4294967295\"",
                "99999999999999999999 | \"99999999999999999999\"",
                "1.10 | \"1.10\"",
                "1e3 | \"1e3\"",
                "true | true",
                "Yes | true",
                "off | false",
                "n | false",
                "yEs | \"yEs\"",
                "'true' | \"true\"",
                "\"1\" | \"1\"",
                "!!str 1 | \"1\"",
                "null | null",
                "Null | null",
                "'' | \"\"",
                "30s | \"30s\"",
                "10.0.0.1 | \"10.0.0.1\"",
                "[1, a] | [1,\"a\"]",
                "{b: c} | {\"b\":\"c\"}",
            })
    void aScalarIsWhatAnEnvoyTakesItFor(String yaml, String json) {
        assertThat(json("a: " + yaml)).isEqualTo("{\"a\":" + json + "}");
    }

    @Test
    void blocksAndCommentsAndJsonAreYaml() {
        assertThat(json("# a file\na: |\n  x\n  y\nb: >-\n  x\n  y\nc:\n- d: 1\n  e: ~\n-\n"))
                .isEqualTo("{\"a\":\"x\\ny\\n\",\"b\":\"x y\",\"c\":[{\"d\":1,\"e\":null},null]}");
        assertThat(json("{\"a\": {\"b\": [true, null]}}")).isEqualTo("{\"a\":{\"b\":[true,null]}}");
        assertThat(json("\uFEFFa: 1")).isEqualTo("{\"a\":1}");
        assertThat(json("---\na: 1\n...\n")).isEqualTo("{\"a\":1}");
    }

    @Test
    void anAliasStandsForWhatItNames() {
        assertThat(json("a: &x {b: 1}\nc: *x\nd: &y text\ne: [*y, *x]"))
                .isEqualTo("{\"a\":{\"b\":1},\"c\":{\"b\":1},\"d\":\"text\",\"e\":[\"text\",{\"b\":1}]}");
    }

    @Test
    void whatIsToBeIgnoredHoldsAnchors() {
        assertThat(json("!ignore templates:\n- &x {b: 1}\na: *x\nc: {!ignore d: 1, d: 2}"))
                .isEqualTo("{\"a\":{\"b\":1},\"c\":{\"d\":2}}");
        assertMalformed("!ignore a: {b: 1, b: 2}", "a key must not occur twice");
    }

    @Test
    void aliasesDoNotMakeFewLinesALargeTree() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 20; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append(String.join(", ", java.util.Collections.nCopies(9, before)))
                    .append("]\n");
        }
        assertMalformed(bomb.toString(), "aliases make the body larger than " + LIMIT);
        assertMalformed("a: &x " + "l".repeat(50_000) + "\nb: [*x, *x]", "aliases make the body larger");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | the body is empty",
                "~# nothing~ | the body is empty",
                "~a: 1\na: 2~ | a key must not occur twice (line 2, column 1)",
                "~a: {b: 1, b: 2}~ | a key must not occur twice",
                "~a: 1\n---\nb: 2~ | the body must hold one document",
                "~a: *nobody~ | an alias must follow the end of what it stands for",
                "~a: &x [*x]~ | an alias must follow the end of what it stands for",
                "~a: !!binary aGk=~ | tags are not taken",
                "~a: !thing {}~ | tags are not taken",
                "~a: !!python/object:os.system [x]~ | tags are not taken",
                "~[a]: 1~ | a key must be a text",
                "~a: [1, 2~ | (line 1, column 9)",
                "~a: b: c~ | mapping values are not allowed here",
                "~a: @x~ | cannot start any token",
                "~a: \u0007~ | characters that are not allowed",
            })
    void whatIsNoYamlOrMeansTwoThingsIsRefused(String yaml, String reason) {
        assertMalformed(yaml, reason);
    }

    @Test
    void itIsNotReadToAnyDepth() {
        assertMalformed("a: " + "[".repeat(20_000), "nested deeper than 100");
        assertMalformed("a: " + "{b: ".repeat(200) + "1" + "}".repeat(200), "nested deeper than 100");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a", "text", "~", "1"})
    void itIsAMapping(String yaml) {
        assertThatThrownBy(() -> json(yaml))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("the body must be a mapping");
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        assertThatThrownBy(() -> StrictYaml.object(new byte[] {'a', ':', (byte) 0xFF}, LIMIT))
                .hasMessageContaining("the body is not UTF-8");
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        assertThatThrownBy(() -> StrictYaml.object(new byte[11], 10)).hasMessageContaining("TooLarge");
    }

    private static void assertMalformed(String yaml, String reason) {
        assertThatThrownBy(() -> json(yaml))
                .isInstanceOfSatisfying(
                        BadRequestException.class,
                        refused -> assertThat(refused.reason()).isInstanceOf(BadRequest.Malformed.class))
                .hasMessageContaining(reason);
    }

    private static String json(String yaml) {
        return StrictYaml.object(yaml.getBytes(StandardCharsets.UTF_8), LIMIT).toString();
    }
}
