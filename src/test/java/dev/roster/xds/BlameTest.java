package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the words of a NACK say of the resources that were sent together (P82). */
class BlameTest {
    @Test
    void P82_anEnvoyNamesListenersOnLinesOfTheirOwn() {
        Blame blame = Blame.of(
                Set.of("0.0.0.0_82", "0.0.0.0", "b.c", "c", "no"),
                "Error adding/updating listener(s) 0.0.0.0_82: no\nb.c: no\n");

        assertThat(blame.bad()).containsExactlyInAnyOrder("0.0.0.0_82", "b.c");
        assertThat(blame.doubtful()).isEmpty();
    }

    @Test
    void P82_wordsThatWereCutTellOnlyOfThoseThatTheyName() {
        Blame blame = Blame.of(Set.of("a", "b", "c"), "Error adding/updating cluster(s) a: no, b: no, c...(truncated)");

        assertThat(blame.bad()).containsExactlyInAnyOrder("a", "b");
        assertThat(blame.doubtful()).containsExactly("c");
    }

    @Test
    void P82_otherWordsTellOfNone() {
        Blame blame = Blame.of(Set.of("a", "b"), "Proto constraint validation failed: a: no");

        assertThat(blame.bad()).isEmpty();
        assertThat(blame.doubtful()).containsExactlyInAnyOrder("a", "b");
    }
}
