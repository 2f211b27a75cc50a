package dev.roster.resource;

import dev.roster.envoy.Warning;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of one resource of a change. Immutable.
 *
 * @param version its version from now on; none when it was removed
 */
public record Result(
        ResourceKey key, Outcome outcome, @Nullable String version, List<Warning> warnings) {
    public Result {
        warnings = List.copyOf(warnings);
    }

    Result with(List<Warning> more) {
        return new Result(
                key,
                outcome,
                version,
                Stream.concat(warnings.stream(), more.stream()).toList());
    }
}
