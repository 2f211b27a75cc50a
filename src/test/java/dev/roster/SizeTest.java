package dev.roster;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that a reader takes in at one sitting. */
class SizeTest {
    private static final Path MAIN = Path.of("src/main/java");

    @Test
    void noFileIsLongerThan400Lines() throws IOException {
        Map<Path, Integer> tooLong = lengths(Path.of("src"));
        tooLong.values().removeIf(lines -> lines <= 400);
        assertThat(tooLong).isEmpty();
    }

    @Test
    void halfOfTheFilesHaveAtMost80Lines() throws IOException {
        assertThat(lengthOfTheLongestAmongTheShortest(0.5)).isLessThanOrEqualTo(80);
    }

    @Test
    void nineInTenFilesHaveAtMost200Lines() throws IOException {
        assertThat(lengthOfTheLongestAmongTheShortest(0.9)).isLessThanOrEqualTo(200);
    }

    private static int lengthOfTheLongestAmongTheShortest(double share) throws IOException {
        List<Integer> ascending = lengths(MAIN).values().stream().sorted().toList();
        return ascending.get((int) Math.ceil(share * ascending.size()) - 1);
    }

    /** The lines of each file; a package-info is documentation and does not count. */
    private static Map<Path, Integer> lengths(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(not(file -> file.endsWith("package-info.java")))
                    .collect(Collectors.toMap(file -> file, SizeTest::lines, Integer::sum, TreeMap::new));
        }
    }

    private static int lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return (int) lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
