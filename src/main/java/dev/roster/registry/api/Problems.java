package dev.roster.registry.api;

import dev.roster.registry.EndpointAddress;
import dev.roster.registry.Refusal;
import dev.roster.registry.RefusedException;
import dev.roster.registry.RegistryObserver;
import dev.roster.request.Violation;
import dev.roster.rest.Problem;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes the registry's refusals answers. Thread-safe. */
@Singleton
final class Problems {
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
            case Refusal.UnknownEndpoint(String id) ->
                Problem.of(404, "unknown-endpoint", "There is no such endpoint", "no endpoint has the id " + id);
            case Refusal.UnknownService(String name) ->
                Problem.of(404, "unknown-service", "There is no such service", "no service has the name " + name);
            case Refusal.IdOfAnotherService(String id, String service) ->
                Problem.of(
                        409,
                        "id-of-another-service",
                        "The id is taken",
                        "the endpoint " + id + " does not belong to " + service);
            case Refusal.AddressTaken(EndpointAddress address, String holder) ->
                Problem.of(
                        409,
                        "address-taken",
                        "The address is taken",
                        address.service() + " has " + address.address() + " port " + address.port() + " under the id "
                                + holder);
            case Refusal.Conflicts(List<Violation> violations) ->
                Problem.of(409, "conflicts", "The batch contradicts what is stored", violations);
            case Refusal.Overloaded overloaded ->
                Problem.tryAgain(
                        "overloaded",
                        "too many writes are waiting",
                        overloaded.retryAfter().toSeconds());
        };
    }
}
