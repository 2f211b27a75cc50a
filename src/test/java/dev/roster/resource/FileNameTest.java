package dev.roster.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as parts of paths. */
class FileNameTest {
    @ParameterizedTest
    @CsvSource({
        "myservice, myservice",
        "a-b_c.d, a-b_c.d",
        "shop/cart, shop%2Fcart",
        "a b+c, a%20b%2Bc",
        "100%, 100%25",
        "über, %C3%BCber",
        ".hidden, %2Ehidden",
        ".., %2E.",
        "xdstp://x/y?z=1, xdstp%3A%2F%2Fx%2Fy%3Fz%3D1"
    })
    void aNameIsPercentEncodedAndReadAgain(String name, String text) {
        assertThat(FileName.of(name).text()).isEqualTo(text);
        assertThat(new FileName(text).name()).contains(name);
    }

    @Test
    void aLongNameIsCutAndEndsInItsHash() {
        FileName one = FileName.of("ü".repeat(128));
        FileName other = FileName.of("ü".repeat(127) + "x");

        assertThat(one.text()).hasSize(250).contains("~");
        assertThat(one).isNotEqualTo(other);
        assertThat(one.name()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "a%2fb", "a%zz", "a%", "a+b", "a/b", "a%2Db"})
    void whatIsNoFileNameOfAnyNameHasNone(String text) {
        assertThat(new FileName(text).name().filter(name -> !name.isEmpty())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "cds.yaml, CLUSTER",
        "eds.yaml, ENDPOINT",
        "srds.yaml, SCOPED_ROUTE",
        "eds/a%2Fb.yaml, ENDPOINT",
        "rds/a.b.yaml, ROUTE"
    })
    void aPathIsReadAsItIsWritten(String path, ResourceType type) {
        assertThat(FilePath.parse(path)).hasValueSatisfying(file -> {
            assertThat(file.type()).isEqualTo(type);
            assertThat(file).hasToString(path);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cds",
                "cds.json",
                "vhds.yaml",
                "xds.yaml",
                "cds/one.yaml",
                "eds/.yaml",
                "eds/a/b.yaml",
                "/cds.yaml"
            })
    void nothingElseIsAPath(String path) {
        assertThat(FilePath.parse(path)).isEmpty();
    }
}
