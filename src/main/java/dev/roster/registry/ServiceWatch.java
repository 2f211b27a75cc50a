package dev.roster.registry;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Follows one service. The executor that its calls take is where the reads are made, because signals come from elsewhere.
 * Thread-safe.
 */
@Singleton
public final class ServiceWatch {
    private final Services services;
    private final ServiceSignals signals;

    ServiceWatch(Services services, ServiceSignals signals) {
        this.services = services;
        this.signals = signals;
    }

    /**
     * The present view, then each different one; what changes while the subscriber is busy is skipped. Ends when the
     * service is deleted.
     */
    public Multi<ServiceView> follow(String service, Executor executor) {
        return signals.of(service)
                .onItem()
                .transformToUniAndConcatenate(
                        read -> read.runSubscriptionOn(executor).emitOn(executor))
                .onFailure(ServiceWatch::isUnknown)
                .recoverWithCompletion()
                .skip()
                .repetitions();
    }

    /** The view as soon as its version differs from this one, else the present one after the wait. */
    public Uni<ServiceView> other(String service, String version, Wait wait) {
        return follow(service, wait.executor())
                .filter(view -> !view.version().equals(version))
                .toUni()
                .onItem()
                .ifNull()
                .failWith(() -> new RefusedException(new Refusal.UnknownService(service)))
                .ifNoItem()
                .after(wait.longest())
                .recoverWithUni(() -> services.view(service).runSubscriptionOn(wait.executor()));
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof RefusedException refused && refused.refusal() instanceof Refusal.UnknownService;
    }

    /** How long a read may wait, and where it is made. Immutable. */
    public record Wait(Duration longest, Executor executor) {}
}
