package dev.roster.registry;

import dev.roster.request.Page;
import io.smallrye.mutiny.Uni;

/** The stored services. Each call is one transaction; an unknown name fails with {@link Refusal.UnknownService}. */
public interface Services {
    Uni<ServiceView> view(String name);

    /** By name. */
    Uni<Page<Service>> page(Page.Request request);

    /** Stores a service's settings and says whether the service is new. */
    Uni<Boolean> put(Service service);

    /** Removes a service with its endpoints. */
    Uni<Void> delete(String name);
}
