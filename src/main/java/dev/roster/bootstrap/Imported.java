package dev.roster.bootstrap;

import dev.roster.bootstrap.Conversion.Made;
import dev.roster.envoy.Warning;
import java.util.List;

/**
 * What an import did, or would do. Immutable.
 *
 * @param taken everything that the file came to, in its order
 * @param warnings what was noticed, in the file and beside what else there is
 */
public record Imported(Conversion conversion, List<Taken> taken, List<Warning> warnings) {
    public Imported {
        taken = List.copyOf(taken);
        warnings = List.copyOf(warnings);
    }

    /** A part of the file, and whether Roster did not hold it before. Immutable. */
    public record Taken(Made made, boolean created) {}
}
