package dev.roster.status;

import dev.roster.envoy.ResourceType;
import dev.roster.xds.SessionObserver;
import dev.roster.xds.StreamInfo;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Counts what happens on streams, and logs who comes, who goes and what a client rejects. Thread-safe. */
@Singleton
final class StreamStatus implements SessionObserver {
    private static final int LONGEST = 1000;
    private static final int MOST_NAMES = 10;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final Logger LOG = Logger.getLogger("dev.roster.xds");

    private final Map<String, TypeMeters> types;
    /** Types that are not served are counted as one: their names are the clients'. */
    private final TypeMeters others;

    private final Map<String, AtomicInteger> streams;
    private final Counter examined;

    StreamStatus(MeterRegistry registry) {
        this.types = Arrays.stream(ResourceType.values())
                .collect(Collectors.toMap(
                        ResourceType::typeUrl,
                        type -> new TypeMeters(registry, type.name().toLowerCase(Locale.ROOT))));
        this.others = new TypeMeters(registry, "other");
        this.streams = Stream.of("delta-ads", "ads", "delta", "grpc")
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> registry.gauge("roster.xds.streams", Tags.of("transport", name), new AtomicInteger())));
        this.examined = Counter.builder("roster.xds.streams.examined")
                .description("How often a stream was looked at because an update may concern it")
                .register(registry);
    }

    @Override
    public void opened(StreamInfo stream) {
        open(stream).incrementAndGet();
        LOG.infof("%s opened a %s stream", client(stream), stream.transportName());
    }

    @Override
    public void closed(StreamInfo stream) {
        open(stream).decrementAndGet();
        LOG.infof("%s closed its %s stream", client(stream), stream.transportName());
    }

    @Override
    public void lookedAt(StreamInfo stream) {
        examined.increment();
    }

    @Override
    public void subscriptions(String typeUrl, int difference) {
        meters(typeUrl).subscriptions.addAndGet(difference);
    }

    @Override
    public void sent(StreamInfo stream, String typeUrl, Response response) {
        TypeMeters meters = meters(typeUrl);
        meters.responses(response.reason()).increment();
        meters.resources.increment(response.resources());
        meters.bytes.increment(response.bytes());
    }

    @Override
    public void acked(StreamInfo stream, String typeUrl, Acknowledged acknowledged) {
        TypeMeters meters = meters(typeUrl);
        meters.acks.increment();
        if (acknowledged.reason() == Reason.CHANGE) {
            meters.acknowledged.record(acknowledged.nanosSinceChange(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void nacked(StreamInfo stream, String typeUrl, Rejected rejected) {
        meters(typeUrl).nacks.increment();
        LOG.warnf(
                "%s rejected %s %s: %s",
                client(stream), printable(typeUrl), names(rejected), printable(rejected.error()));
    }

    private AtomicInteger open(StreamInfo stream) {
        return Objects.requireNonNull(streams.get(stream.transportName()));
    }

    private TypeMeters meters(String typeUrl) {
        return types.getOrDefault(typeUrl, others);
    }

    private static String client(StreamInfo stream) {
        Node node = stream.node();
        return node.getId().isEmpty()
                ? "A client without a node id"
                : printable(node.getId()) + " of " + printable(node.getCluster());
    }

    /** A client's words neither forge a log line nor flood the log. */
    private static String printable(String words) {
        String cut = words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
        return CONTROLS.matcher(cut).replaceAll(" ");
    }

    private static String names(Rejected rejected) {
        String some = rejected.names().stream()
                .limit(MOST_NAMES)
                .map(StreamStatus::printable)
                .collect(Collectors.joining(", "));
        int more = rejected.names().size() - MOST_NAMES;
        return more > 0 ? some + " and " + more + " more" : some;
    }
}
