package dev.roster.snapshot;

import static dev.roster.snapshot.EndpointBuilder.endpoint;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;
import java.util.Map;

/** Many services of one endpoint, published through the real projection, whose work is counted. Not thread-safe. */
public final class Registered implements SnapshotObserver {
    private final Snapshots snapshots = new Snapshots();
    private final Projected projected = new Projected(this);
    private int encoded;
    private int compared;
    private long bytes;

    public Registered(int services) {
        Batch all = Batch.ofEverything();
        for (int i = 0; i < services; i++) {
            all.service(name(i)).endpoint(endpoint(name(i), id(name(i))));
        }
        publish(all);
    }

    /** The names of services are equally long. */
    public static String name(int service) {
        return "service-%06d".formatted(service);
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    /** Gives the endpoint of a service this weight, which is 1 at first. */
    public void weighs(String service, int weight) {
        publish(Batch.of().endpoint(endpoint(service, id(service)).weight(weight)));
    }

    /** Registers the endpoint of a service that does not exist. */
    public void registers(String service) {
        publish(Batch.of().service(service).endpoint(endpoint(service, id(service))));
    }

    /** Sets the cluster settings of a service, which is there afterwards. */
    public void sets(String service, String cluster) {
        publish(Batch.of().service(service, cluster));
    }

    public void deletes(String service) {
        publish(Batch.of().deleted(service).deregistered(service, id(service)));
    }

    /** Writes resources as an operator does, all at once: bodies by key. */
    public void writes(Map<ResourceKey, String> bodies) {
        Batch batch = Batch.of();
        bodies.forEach(batch::written);
        publish(batch);
    }

    public void withdraws(ResourceKey... keys) {
        Batch batch = Batch.of();
        for (ResourceKey key : keys) {
            batch.withdrawn(key);
        }
        publish(batch);
    }

    /** What was done since the last {@link #forget}. */
    public Work work() {
        return new Work(encoded, compared, bytes);
    }

    public void forget() {
        encoded = 0;
        compared = 0;
        bytes = 0;
    }

    @Override
    public void encoded(ResourceType type, int size) {
        encoded++;
        bytes += size;
    }

    @Override
    public void compared(ResourceType type) {
        compared++;
    }

    private void publish(Batch batch) {
        snapshots.publish(projected.apply(batch));
    }

    private static String id(String service) {
        return service + "-1";
    }

    /** Resources encoded (and with it hashed), their bytes, and resources compared. Immutable. */
    public record Work(int encoded, int compared, long bytes) {}
}
