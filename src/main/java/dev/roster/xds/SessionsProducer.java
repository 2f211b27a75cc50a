package dev.roster.xds;

import dev.roster.snapshot.Snapshots;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Wires the streams of this process to its view and its clock. */
final class SessionsProducer {
    @Produces
    @Singleton
    Sessions sessions(Snapshots snapshots, SessionObserver observer, XdsConfig config) {
        return new Sessions(snapshots, observer, config, System::nanoTime);
    }
}
