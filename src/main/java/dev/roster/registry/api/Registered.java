package dev.roster.registry.api;

import dev.roster.registry.Batch;
import dev.roster.registry.Outcome;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/** The answer to a registration. Immutable. */
@RegisterForReflection
@Schema(name = "Registered")
record Registered(String id) {
    static RestResponse<Registered> answer(Outcome.Registered outcome) {
        return RestResponse.status(
                outcome.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, new Registered(outcome.id()));
    }

    /** The answer to a batch. Immutable. */
    @RegisterForReflection
    @Schema(name = "BatchResult")
    record Many(
            @Schema(description = "In the order of the request")
            List<One> registered,

            @Schema(description = "The ids that there were") List<String> deregistered,

            @Schema(description = "The ids to deregister that there were not")
            List<String> unknown) {
        Many {
            registered = List.copyOf(registered);
            deregistered = List.copyOf(deregistered);
            unknown = List.copyOf(unknown);
        }

        static Many of(Batch.Result result) {
            return new Many(
                    result.registered().stream()
                            .map(one -> new One(one.id(), one.created()))
                            .toList(),
                    result.deregistered(),
                    result.unknown());
        }
    }

    /** One registration of a batch. Immutable. */
    @RegisterForReflection
    @Schema(name = "BatchRegistered")
    record One(String id, boolean created) {}
}
