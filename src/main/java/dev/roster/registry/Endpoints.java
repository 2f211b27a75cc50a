package dev.roster.registry;

import dev.roster.request.Page;
import io.smallrye.mutiny.Uni;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The stored endpoints, one by one. Each call is one transaction; an unknown id fails with {@link Refusal.UnknownEndpoint}. */
public interface Endpoints {
    Uni<Endpoint> endpoint(String id);

    /** By id, of this service or of all. */
    Uni<Page<Endpoint>> page(Page.Request request, @Nullable String service);

    /** Replaces an endpoint by what {@code change} makes of it, while nobody else can write it. */
    Uni<Endpoint> amend(String id, UnaryOperator<Endpoint> change);
}
