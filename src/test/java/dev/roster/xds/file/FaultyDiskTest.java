package dev.roster.xds.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.xds.file.FaultyDisk.Fault;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A disk that is full, or somebody else's: the last good files stay. */
class FaultyDiskTest {
    @TempDir
    Path path;

    /** The first file that is made is one of endpoints; cds.yaml is made in a new generation of the set. */
    @ParameterizedTest
    @CsvSource({
        "FULL, ''",
        "DENIED, ''",
        "FULL, cds.yaml",
        "DENIED, cds.yaml",
        "FULL, eds.yaml",
        "DENIED, eds.yaml",
    })
    void P72_whatIsThereStaysAndNothingIsLeftOver(Fault fault, String file) throws IOException {
        Shelf shelf = new Shelf(path);
        shelf.registered().registers("old");
        shelf.writes();
        shelf.waits().writes();
        Map<String, String> before = shelf.contents();

        shelf.disk().fails(fault, file);
        shelf.registered().registers("young");
        shelf.registered().sets("old", "{\"connect_timeout\": \"2s\"}");
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThatThrownBy(shelf::writes).isInstanceOf(FileSystemException.class);
            Map<String, String> after = shelf.contents();
            assertThat(after).containsAllEntriesOf(before);
            after.keySet().removeAll(before.keySet());
            assertThat(after.keySet())
                    .as("what nobody leads to yet")
                    .isSubsetOf(file.isEmpty() ? List.of() : List.of("eds/young.yaml"));
        }

        shelf.disk().recovers();
        shelf.writes();
        shelf.waits().writes();
        assertThat(shelf.read("cds.yaml")).contains("connect_timeout: \"2s\"", "young");
        assertThat(shelf.has("eds/young.yaml")).isTrue();
    }
}
