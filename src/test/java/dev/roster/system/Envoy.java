package dev.roster.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A running Envoy, seen through its listeners and through its admin port. */
final class Envoy implements AutoCloseable {
    private static final Duration TO_START = Duration.ofSeconds(30);
    private static final Duration TO_FOLLOW = Duration.ofSeconds(10);

    private final Child process;
    private final Http admin;
    private final Map<String, Http> listeners = new ConcurrentHashMap<>();

    private Envoy(Child process, Http admin) {
        this.process = process;
        this.admin = admin;
    }

    /** Starts Envoy with this bootstrap and returns when it is live: its first configuration has arrived. */
    static Envoy start(Path folder, String bootstrap) {
        Path binary = EnvoyBinary.find();
        Path config = Folder.create(folder).resolve("bootstrap.yaml");
        Path address = folder.resolve("admin");
        write(config, bootstrap);
        List<String> command = new ArrayList<>(List.of(binary.toString()));
        command.addAll(List.of("--config-path", config.toString(), "--admin-address-path", address.toString()));
        command.addAll(List.of("--disable-hot-restart", "--concurrency", "1", "--log-level", "warning"));
        // connections keep the routes of the listener that took them until they are drained
        command.addAll(List.of("--drain-time-s", "2"));
        Child process = Child.start(new ProcessBuilder(command), folder.resolve("envoy.log"));
        try {
            process.until(
                    "has an admin port", TO_START, () -> Folder.read(address).contains(":"));
            Http admin = new Http(portOf(Folder.read(address)));
            process.until("is live", TO_START, () -> admin.ok("/ready"));
            return new Envoy(process, admin);
        } catch (RuntimeException | Error e) {
            process.kill();
            throw e;
        }
    }

    /** Has Envoy read this bootstrap without acting on it. */
    static void validate(Path folder, String bootstrap) {
        Path config = Folder.create(folder).resolve("bootstrap.yaml");
        write(config, bootstrap);
        List<String> command =
                List.of(EnvoyBinary.find().toString(), "--mode", "validate", "--config-path", config.toString());
        Child envoy = Child.start(new ProcessBuilder(command), folder.resolve("validate.log"));
        envoy.awaitEnd();
        assertThat(envoy.log()).endsWith("' OK\n");
    }

    /** The port of the listener of this name, which must be there. */
    int port(String listener) {
        for (var status : admin.get("/listeners?format=json").json().path("listener_statuses")) {
            if (status.path("name").asText().equals(listener)) {
                return status.at("/local_address/socket_address/port_value").asInt();
            }
        }
        throw new AssertionError("Envoy has no listener " + listener);
    }

    /** Plain HTTP through the listener of this name. */
    Http listener(String name) {
        return listeners.computeIfAbsent(name, listener -> new Http(port(listener)));
    }

    private static int portOf(String address) {
        return Integer.parseInt(address.strip().substring(address.lastIndexOf(':') + 1));
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request through the listener that a {@link Bootstrap} of static listeners has. */
    Answer get(String path) {
        return listener(Bootstrap.TRAFFIC).get(path);
    }

    /** How often each upstream answered: by its name, or by the status where it was not 200. */
    Map<String, Integer> requests(int count) {
        Map<String, Integer> answers = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            Answer answer = get("/");
            answers.merge(answer.status() == 200 ? answer.body() : "status " + answer.status(), 1, Integer::sum);
        }
        return answers;
    }

    /** A counter or gauge that must exist: a misspelt name is never taken for zero. */
    long stat(String name) {
        Long value = stats(name).get(name);
        if (value == null) {
            throw new AssertionError("Envoy has no stat " + name);
        }
        return value;
    }

    /** A counter that Envoy makes when it first counts. */
    long count(String name) {
        return stats(name).getOrDefault(name, 0L);
    }

    /** All counters and gauges whose names start so. */
    Map<String, Long> stats(String prefix) {
        return statsLike("^" + prefix.replace(".", "\\."));
    }

    /** The updates that Envoy rejected, by what they were of; nothing where none was. */
    Map<String, Long> rejections() {
        Map<String, Long> rejections = statsLike("update_rejected$");
        rejections.values().removeIf(count -> count == 0);
        return rejections;
    }

    /** The updates that Envoy took, by what they were of. */
    Map<String, Long> updates() {
        return statsLike("update_success$");
    }

    private Map<String, Long> statsLike(String filter) {
        Map<String, Long> stats = new TreeMap<>();
        String query = URLEncoder.encode(filter, StandardCharsets.UTF_8);
        for (var stat :
                admin.get("/stats?format=json&type=All&filter=" + query).json().path("stats")) {
            if (stat.path("value").isIntegralNumber()) {
                stats.put(stat.path("name").asText(), stat.path("value").asLong());
            }
        }
        return stats;
    }

    /** Waits until it knows the cluster, with so many hosts. */
    void awaitHosts(String cluster, long count) {
        String name = "cluster." + cluster + ".membership_total";
        await(count + " hosts of " + cluster)
                .atMost(TO_FOLLOW)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(stats(name)).isEqualTo(Map.of(name, count)));
    }

    String configDump() {
        return admin.get("/config_dump?include_eds").body();
    }

    /** The value of a runtime key after all layers, or nothing. */
    String runtime(String key) {
        return admin.get("/runtime")
                .json()
                .at("/entries")
                .path(key)
                .path("final_value")
                .asText();
    }

    String clusters() {
        return admin.get("/clusters").body();
    }

    @Override
    public void close() {
        admin.close();
        listeners.values().forEach(Http::close);
        process.close();
    }
}
