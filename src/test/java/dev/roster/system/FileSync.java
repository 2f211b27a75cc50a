package dev.roster.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** The script that keeps a folder in step with the files that a Roster serves. */
record FileSync(Child process) implements AutoCloseable {
    private static final Duration TO_FOLLOW = Duration.ofSeconds(30);

    /** Starts to follow. */
    static FileSync start(int httpPort, Path folder, String group) {
        return run(folder, server(httpPort), folder.toString(), group);
    }

    /** Fills the folder, and ends. */
    static FileSync once(int httpPort, Path folder, String group) {
        return run(folder, "--once", server(httpPort), folder.toString(), group);
    }

    /** As somebody calls it who says this; its output goes beside the folder. */
    static FileSync run(Path folder, String... arguments) {
        var command = new ProcessBuilder(
                "sh", Path.of("deploy", "files-sync.sh").toAbsolutePath().toString());
        command.command().addAll(List.of(arguments));
        return new FileSync(Child.start(command, folder.resolveSibling(folder.getFileName() + ".log")));
    }

    private static String server(int httpPort) {
        return "http://127.0.0.1:" + httpPort;
    }

    void until(String condition, Callable<Boolean> holds) {
        process.until(condition, TO_FOLLOW, holds);
    }

    /** Waits until it ends by itself. */
    int status() {
        process.awaitEnd();
        return process.status();
    }

    String log() {
        return process.log();
    }

    @Override
    public void close() {
        process.close();
    }
}
