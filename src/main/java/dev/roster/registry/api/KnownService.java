package dev.roster.registry.api;

import dev.roster.registry.Services;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Marks the streams of one service: their head is sent at once, so whether the service exists is asked before. */
@NameBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface KnownService {
    /** Thread-safe. */
    @Singleton
    final class Filter {
        // Filters are made while the image is built, before there is a configuration.
        private final Provider<Services> services;

        Filter(Provider<Services> services) {
            this.services = services;
        }

        @KnownService
        @ServerRequestFilter
        public Uni<Response> refuseUnknown(UriInfo uri) {
            String service = Paths.service(uri.getPathParameters().getFirst("service"));
            return services.get().view(service).map(view -> null);
        }
    }
}
