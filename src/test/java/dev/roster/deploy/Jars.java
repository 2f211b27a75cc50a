package dev.roster.deploy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;

/** The libraries of the class path, as Jandex reads them. */
final class Jars {
    private Jars() {}

    /** The classes of the jars whose names are of this form, as far as their files are wanted. */
    static Index index(String names, Predicate<String> files) {
        Indexer indexer = new Indexer();
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(jar -> jar.getFileName().toString().matches(names))
                .forEach(jar -> add(jar, indexer, files));
        return indexer.complete();
    }

    private static void add(Path jar, Indexer indexer, Predicate<String> files) {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (var entry : file.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .filter(entry -> files.test(entry.getName()))
                    .toList()) {
                try (InputStream bytes = file.getInputStream(entry)) {
                    indexer.index(bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
