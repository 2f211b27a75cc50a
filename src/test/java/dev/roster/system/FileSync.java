package dev.roster.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/** The script that keeps a folder in step with the files that a Roster serves. */
record FileSync(Child process) implements AutoCloseable {
    private static final Duration TO_FOLLOW = Duration.ofSeconds(30);

    static FileSync start(int httpPort, Path folder, String group) {
        var command = new ProcessBuilder(
                "sh",
                Path.of("deploy", "files-sync.sh").toAbsolutePath().toString(),
                "http://127.0.0.1:" + httpPort,
                folder.toString(),
                group);
        return new FileSync(Child.start(command, folder.resolveSibling(folder.getFileName() + ".log")));
    }

    void until(String condition, Callable<Boolean> holds) {
        process.until(condition, TO_FOLLOW, holds);
    }

    @Override
    public void close() {
        process.close();
    }
}
