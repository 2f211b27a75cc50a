package dev.roster.xds.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roster.envoy.EnvoyJson;
import dev.roster.snapshot.Registered;
import dev.roster.snapshot.Snapshots;
import dev.roster.xds.FileText;
import dev.roster.xds.FilesObserver;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The folders that are configured, from start to shutdown. */
@Timeout(60)
class FileEdgeTest {
    private final Registered registered = new Registered(0);

    @TempDir
    Path path;

    @Test
    void eachGroupHasAFolder() {
        FileEdge edge = edge(new FilesObserver() {}, "edge", "eu/west");
        edge.start(new StartupEvent());
        registered.registers("s");

        await().untilAsserted(() -> assertThat(path.resolve("edge/eds/s.yaml")).exists());
        await().untilAsserted(
                        () -> assertThat(path.resolve("eu%2Fwest/eds/s.yaml")).exists());
        edge.stop(new ShutdownEvent());
    }

    @Test
    void aShutdownWaitsForWhatIsBeingWritten() throws InterruptedException {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        FileEdge edge = edge(
                new FilesObserver() {
                    @Override
                    public void written(Path folder, int files) {
                        writing.countDown();
                        assertThatCode(slow::await).doesNotThrowAnyException();
                    }
                },
                "edge");
        edge.start(new StartupEvent());
        registered.registers("s");
        writing.await();

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> edge.stop(new ShutdownEvent()));
        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(stopped).isNotDone());
        slow.countDown();
        assertThat(stopped).succeedsWithin(Duration.ofSeconds(4));
    }

    @Test
    void anUpdateAfterTheShutdownIsNoFault() {
        FileEdge edge = edge(new FilesObserver() {}, "edge");
        edge.start(new StartupEvent());
        edge.stop(new ShutdownEvent());

        List<String> errors = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                errors.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger(Snapshots.class.getName());
        log.addHandler(handler);
        registered.registers("s");
        log.removeHandler(handler);
        assertThat(errors).isEmpty();
    }

    /** Over HTTP its files could not be told from those of the type. */
    @ParameterizedTest
    @ValueSource(strings = {"eds", "rds", "rtds", "ecds", "sds"})
    void aGroupIsNotCalledAsAType(String group) {
        FileEdge edge = edge(new FilesObserver() {}, "edge", group);
        assertThatThrownBy(() -> edge.start(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("roster.files.groups")
                .hasMessageContaining("'" + group + "'");
    }

    private FileEdge edge(FilesObserver observer, String... groups) {
        return new FileEdge(
                registered.snapshots(),
                new FileText(new EnvoyJson()),
                new Quick(Optional.of(path), Optional.of(List.of(groups))),
                observer);
    }
}
