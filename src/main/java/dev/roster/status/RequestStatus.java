package dev.roster.status;

import dev.roster.request.BadRequest;
import dev.roster.request.RequestObserver;
import jakarta.inject.Singleton;

/** Counts requests that failed whatever they were for. Thread-safe. */
@Singleton
final class RequestStatus implements RequestObserver {
    private final Refusals refusals;

    RequestStatus(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void refused(BadRequest reason) {
        refusals.count(reason);
    }

    @Override
    public void unavailable() {
        refusals.count("unavailable");
    }
}
