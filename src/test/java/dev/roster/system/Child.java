package dev.roster.system;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** A process that a test started: its output goes to a file, and it does not outlive the tests. */
final class Child implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int SECONDS_TO_END = 20;

    private final Process process;
    private final Path log;
    private final Thread lastResort;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.lastResort = new Thread(process::destroyForcibly);
    }

    static Child start(ProcessBuilder command, Path log) {
        File output = log.toFile();
        try {
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                    .start();
            process.getOutputStream().close();
            Child child = new Child(process, log);
            Runtime.getRuntime().addShutdownHook(child.lastResort);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    String log() {
        return Folder.read(log);
    }

    /** Waits for what the process should bring about; that it ends instead is told with all that it said. */
    void until(String condition, Duration patience, Callable<Boolean> holds) {
        await(condition + ", see " + log)
                .atMost(patience)
                .pollInterval(POLL)
                .failFast(this::failIfEnded)
                .until(holds);
    }

    private void failIfEnded() {
        if (!alive()) {
            throw new AssertionError("Ended with status " + process.exitValue() + ": " + log());
        }
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM; a process that does not end by it is a failure of the test. */
    void terminate() {
        process.destroy();
        awaitEnd();
    }

    /** Waits until it ends by itself. */
    void awaitEnd() {
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Did not end within " + SECONDS_TO_END + " s, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }

    /** How it ended. */
    int status() {
        return process.exitValue();
    }

    @Override
    public void close() {
        if (alive()) {
            terminate();
        }
    }
}
