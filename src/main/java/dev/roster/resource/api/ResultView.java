package dev.roster.resource.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.roster.envoy.Warning;
import dev.roster.resource.Outcome;
import dev.roster.resource.Result;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** What became of a resource. Immutable. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ResourceResult")
record ResultView(
        String type,

        @Schema(description = "The node group that it is for; empty: everyone")
        String group,

        String name,

        @Schema(enumeration = {"created", "changed", "unchanged", "removed"})
        String outcome,

        @Schema(description = "What its ETag is from now on; absent when it was removed") @Nullable String version,

        @Schema(description = "What is allowed and yet may not do what its author wants")
        List<Warning> warnings) {
    ResultView {
        warnings = List.copyOf(warnings);
    }

    static ResultView of(Result result) {
        return new ResultView(
                result.key().type().path(),
                result.key().group(),
                result.key().name(),
                result.outcome().name().toLowerCase(Locale.ROOT),
                result.version(),
                result.warnings());
    }

    static RestResponse<ResultView> answer(Result result) {
        var answer = ResponseBuilder.create(
                result.outcome() == Outcome.CREATED ? RestResponse.Status.CREATED : RestResponse.Status.OK, of(result));
        return result.version() == null
                ? answer.build()
                : answer.header(HttpHeaders.ETAG, ETags.of(result.version())).build();
    }

    /** What became of a list. Immutable. */
    @RegisterForReflection
    @Schema(name = "ResourceResults")
    record Many(
            @Schema(description = "Whether nothing was stored") @JsonProperty("dry_run")
            boolean dryRun,

            long created,
            long changed,
            long unchanged,
            long removed,

            @Schema(description = "In the order of the request, then what was pruned")
            List<ResultView> resources) {
        Many {
            resources = List.copyOf(resources);
        }

        static Many of(List<Result> results, boolean dryRun) {
            return new Many(
                    dryRun,
                    count(results, Outcome.CREATED),
                    count(results, Outcome.CHANGED),
                    count(results, Outcome.UNCHANGED),
                    count(results, Outcome.REMOVED),
                    results.stream().map(ResultView::of).toList());
        }

        private static long count(List<Result> results, Outcome outcome) {
            Predicate<Result> same = result -> result.outcome() == outcome;
            return results.stream().filter(same).count();
        }
    }
}
