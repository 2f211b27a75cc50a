package dev.roster.resource.api;

import dev.roster.request.Violation;
import dev.roster.resource.Refusal;
import dev.roster.resource.RefusedException;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.ResourceObserver;
import dev.roster.resource.SecretsConfig;
import dev.roster.rest.Problem;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Makes the refusals of resources answers. Thread-safe. */
@Singleton
final class Problems {
    // Mappers are made while the image is built, before there is a configuration.
    private final Provider<ResourceObserver> observer;

    Problems(Provider<ResourceObserver> observer) {
        this.observer = observer;
    }

    @ServerExceptionMapper
    public Response answer(RefusedException refused) {
        observer.get().refused(refused.refusal());
        return problem(refused.refusal()).build().toResponse();
    }

    private static HttpProblem.Builder problem(Refusal refusal) {
        return switch (refusal) {
            case Refusal.UnknownResource(ResourceKey key) ->
                Problem.of(404, "unknown-resource", "There is no such resource", shown(key) + " does not exist");
            case Refusal.UnknownRevision(ResourceKey key, long revision) ->
                Problem.of(
                        404,
                        "unknown-revision",
                        "There is no such revision",
                        shown(key) + " has no revision " + revision + ", or it is no longer kept");
            case Refusal.NothingHeld(ResourceKey key, long revision) ->
                Problem.of(
                        409,
                        "deletion",
                        "The revision holds nothing",
                        "revision " + revision + " of " + shown(key) + " says that it was deleted");
            case Refusal.Unreadable(ResourceKey key, String reason) ->
                Problem.of(409, "unreadable", "The resource cannot be read", shown(key) + ": " + reason);
            case Refusal.Stale(ResourceKey key, @Nullable String version) ->
                Problem.of(
                        412,
                        "precondition-failed",
                        "The resource is not as it was when you saw it",
                        version == null
                                ? shown(key) + " does not exist"
                                : "the ETag of " + shown(key) + " is \"" + version + "\"");
            case Refusal.Conflicts(List<Violation> violations) ->
                Problem.of(409, "conflicts", "The resources contradict what is stored", violations);
            case Refusal.NoSecretKey ignored ->
                Problem.of(
                        409,
                        "no-secret-key",
                        "There is no key to encrypt secrets by",
                        "set " + SecretsConfig.KEYS + " to id:key, where key is 32 random bytes in base64");
        };
    }

    private static String shown(ResourceKey key) {
        String group = key.group().equals(ResourceKey.EVERYONE) ? "" : " of the group " + key.group();
        return key.type().path() + " " + key.name() + group;
    }
}
