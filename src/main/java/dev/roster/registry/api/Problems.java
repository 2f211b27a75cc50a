package dev.roster.registry.api;

import dev.roster.registry.EndpointAddress;
import dev.roster.registry.Refusal;
import dev.roster.registry.RefusedException;
import dev.roster.registry.RegistryObserver;
import dev.roster.registry.Violation;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes the registry's refusals answers: {@code application/problem+json} (RFC 9457). Thread-safe. */
@Singleton
final class Problems {
    private static final int UNPROCESSABLE = 422;
    private static final long RETRY_SECONDS = 1;

    // Mappers are made while the image is built, before there is a configuration.
    private final Provider<RegistryObserver> observer;

    Problems(Provider<RegistryObserver> observer) {
        this.observer = observer;
    }

    @ServerExceptionMapper
    public Response answer(RefusedException refused) {
        observer.get().refused(refused.refusal());
        return problem(refused.refusal()).build().toResponse();
    }

    private static HttpProblem.Builder problem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Malformed(String reason) -> of(400, "malformed-json", "The body is not JSON", reason);
            case Refusal.BadParameter(Violation violation) ->
                violations(
                        of(400, "bad-parameter", "A query parameter breaks a rule", shown(violation)),
                        List.of(violation));
            case Refusal.Invalid(List<Violation> violations) ->
                violations(
                        of(UNPROCESSABLE, "invalid", "The body breaks a rule", shown(violations.getFirst())),
                        violations);
            case Refusal.TooLarge(long size, long limit) ->
                of(413, "too-large", "The body is too large", size + " bytes; this call takes up to " + limit);
            case Refusal.UnknownEndpoint(String id) ->
                of(404, "unknown-endpoint", "There is no such endpoint", "no endpoint has the id " + id);
            case Refusal.UnknownService(String name) ->
                of(404, "unknown-service", "There is no such service", "no service has the name " + name);
            case Refusal.IdOfAnotherService(String id, String service) ->
                of(
                        409,
                        "id-of-another-service",
                        "The id is taken",
                        "the endpoint " + id + " does not belong to " + service);
            case Refusal.AddressTaken(EndpointAddress address, String holder) ->
                of(
                        409,
                        "address-taken",
                        "The address is taken",
                        address.service() + " has " + address.address() + " port " + address.port() + " under the id "
                                + holder);
            case Refusal.Conflicts(List<Violation> violations) ->
                violations(
                        of(409, "conflicts", "The batch contradicts what is stored", shown(violations.getFirst())),
                        violations);
            case Refusal.Overloaded overloaded ->
                unavailable(
                        "overloaded",
                        "too many writes are waiting",
                        overloaded.retryAfter().toSeconds());
            case Refusal.Unavailable ignored ->
                unavailable("database-unavailable", "the database did not answer in time", RETRY_SECONDS);
        };
    }

    private static HttpProblem.Builder of(int status, String type, String title, String detail) {
        return HttpProblem.builder()
                .withType(URI.create("urn:roster:problem:" + type))
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail);
    }

    private static HttpProblem.Builder violations(HttpProblem.Builder problem, List<Violation> violations) {
        return problem.with("violations", violations);
    }

    private static HttpProblem.Builder unavailable(String type, String detail, long retryAfter) {
        return of(503, type, "Try again", detail).withHeader(HttpHeaders.RETRY_AFTER, retryAfter);
    }

    private static String shown(Violation violation) {
        String subject = violation.field().isEmpty() ? "" : violation.field() + ": ";
        return subject + violation.rule();
    }
}
