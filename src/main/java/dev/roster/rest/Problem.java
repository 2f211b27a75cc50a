package dev.roster.rest;

import dev.roster.request.Violation;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.List;

/** The shape of every error: {@code application/problem+json} (RFC 9457) with a type of Roster's own. */
public final class Problem {
    public static final int UNPROCESSABLE = 422;

    private static final int UNAVAILABLE = 503;

    private Problem() {}

    /** An error of this kind, which {@code type} names in a few words joined by hyphens. */
    public static HttpProblem.Builder of(int status, String type, String title, String detail) {
        return HttpProblem.builder()
                .withType(URI.create("urn:roster:problem:" + type))
                .withStatus(status)
                .withTitle(title)
                .withDetail(detail);
    }

    /** An error that names every rule that was broken; there is one at least. */
    public static HttpProblem.Builder of(int status, String type, String title, List<Violation> violations) {
        return of(status, type, title, shown(violations.getFirst())).with("violations", violations);
    }

    /** An error that may be gone after so many seconds. */
    public static HttpProblem.Builder tryAgain(String type, String detail, long seconds) {
        return of(UNAVAILABLE, type, "Try again", detail).withHeader(HttpHeaders.RETRY_AFTER, seconds);
    }

    private static String shown(Violation violation) {
        String subject = violation.field().isEmpty() ? "" : violation.field() + ": ";
        return subject + violation.rule();
    }
}
