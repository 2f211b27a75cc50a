package dev.roster.status.api;

import dev.roster.rest.Problem;
import dev.roster.status.UnknownNodeException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes an answer of the fleet's refusal. Thread-safe. */
@Singleton
final class Problems {
    @ServerExceptionMapper
    public Response answer(UnknownNodeException unknown) {
        return Problem.of(
                        404,
                        "unknown-node",
                        "There is no such node",
                        "no node of the id " + unknown.id() + " is connected")
                .build()
                .toResponse();
    }
}
