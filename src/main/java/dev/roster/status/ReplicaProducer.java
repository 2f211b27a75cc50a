package dev.roster.status;

import dev.roster.xds.Sessions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.UUID;

/** Says which replica this is, another one after each start, and gives its streams the time. */
final class ReplicaProducer {
    @Produces
    @Singleton
    Replica replica(StatusConfig config) {
        return new Replica(UUID.randomUUID(), config.replica().orElseGet(ReplicaProducer::hostName));
    }

    @Produces
    @Singleton
    OwnStreams ownStreams(Sessions sessions, Replica replica) {
        return new OwnStreams(sessions, replica, InstantSource.system());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // a host whose own name does not resolve
        }
    }
}
