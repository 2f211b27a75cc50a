package dev.roster.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Takes {@code %3A} in a path for the colon that it is, as in {@code /v1/endpoints:batch}: many clients encode it although
 * they need not, and JAX-RS compares paths as they came.
 */
@Singleton
final class EncodedColon {
    private static final int PRIORITY = 90;
    private static final Pattern ENCODED = Pattern.compile("%3A", Pattern.CASE_INSENSITIVE);

    void accept(@Observes Filters filters) {
        filters.register(EncodedColon::decode, PRIORITY);
    }

    private static void decode(RoutingContext request) {
        String asked = request.request().uri();
        int query = asked.indexOf('?');
        String path = query < 0 ? asked : asked.substring(0, query);
        String decoded = ENCODED.matcher(path).replaceAll(":");
        if (decoded.equals(path)) {
            request.next();
        } else {
            request.reroute(query < 0 ? decoded : decoded + asked.substring(query));
        }
    }
}
