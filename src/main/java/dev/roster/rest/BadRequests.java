package dev.roster.rest;

import dev.roster.request.BadRequest;
import dev.roster.request.BadRequestException;
import dev.roster.request.RequestObserver;
import dev.roster.request.UnavailableException;
import dev.roster.request.Violation;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes answers of bad requests, and of an outage. Thread-safe. */
@Singleton
final class BadRequests {
    private static final long RETRY_SECONDS = 1;

    // Mappers are made while the image is built, before there is a configuration.
    private final Provider<RequestObserver> observer;

    BadRequests(Provider<RequestObserver> observer) {
        this.observer = observer;
    }

    @ServerExceptionMapper
    public Response answer(BadRequestException refused) {
        observer.get().refused(refused.reason());
        return problem(refused.reason()).build().toResponse();
    }

    @ServerExceptionMapper
    public Response answer(UnavailableException outage) {
        observer.get().unavailable();
        return Problem.tryAgain("database-unavailable", String.valueOf(outage.getMessage()), RETRY_SECONDS)
                .build()
                .toResponse();
    }

    private static HttpProblem.Builder problem(BadRequest reason) {
        return switch (reason) {
            case BadRequest.Malformed(BadRequest.Format format, String what) ->
                Problem.of(
                        400, "malformed-" + format.name().toLowerCase(Locale.ROOT), "The body is not " + format, what);
            case BadRequest.BadParameter(Violation violation) ->
                Problem.of(400, "bad-parameter", "A query parameter breaks a rule", List.of(violation));
            case BadRequest.Invalid(List<Violation> violations) ->
                Problem.of(Problem.UNPROCESSABLE, "invalid", "The body breaks a rule", violations);
            case BadRequest.TooLarge(long size, long limit) ->
                Problem.of(
                        413,
                        "too-large",
                        "The body is too large",
                        size + " bytes at least; up to " + limit + " are taken here");
        };
    }
}
