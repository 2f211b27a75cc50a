package dev.roster.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.request.BadRequest;
import dev.roster.request.BadRequestException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The largest body that the server takes. One that is announced is refused before it is sent, one that is not by the
 * {@link BodyReader}: the server's own answer to either would have no body. Immutable.
 */
@Singleton
final class BodyLimit {
    private static final int BEFORE_THE_SERVERS_OWN = 100;
    private static final int AFTER_THE_SERVERS_OWN = 1;

    private final long limit;
    private final BadRequests problems;
    private final ObjectMapper json;

    BodyLimit(
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
            BadRequests problems,
            ObjectMapper json) {
        this.limit = limit.asLongValue();
        this.problems = problems;
        this.json = json;
    }

    long bytes() {
        return limit;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_THE_SERVERS_OWN);
        filters.register(BodyLimit::leaveToReader, AFTER_THE_SERVERS_OWN);
    }

    private void check(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || !isOver(length)) {
            request.next();
            return;
        }
        Response answer =
                problems.answer(new BadRequestException(new BadRequest.TooLarge(Long.parseLong(length), limit)));
        closeAfter(request);
        request.response()
                .setStatusCode(answer.getStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.getMediaType().toString())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(written(answer.getEntity()));
    }

    private static void leaveToReader(RoutingContext request) {
        if (request.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY) != null) {
            closeAfter(request);
        }
        request.next();
    }

    /** The rest of a body that is refused is not read. */
    private static void closeAfter(RoutingContext request) {
        request.addEndHandler(ended -> {
            if (request.response().getStatusCode() == Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode()) {
                request.request().connection().close();
            }
        });
    }

    private String written(Object problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOver(String length) {
        try {
            return Long.parseLong(length) > limit;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
