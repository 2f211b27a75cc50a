package dev.roster.envoy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import udpa.annotations.Status;
import udpa.annotations.Status.PackageVersionStatus;

/** All that the API jar declares and Envoy still reads. */
public final class ApiMessages {
    private ApiMessages() {}

    public static List<Descriptor> all() throws IOException, URISyntaxException {
        Path jar = Path.of(Cluster.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile entries = new JarFile(jar.toFile())) {
            return entries.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.matches("(io/envoyproxy/envoy|com/github).*Proto\\.class"))
                    .flatMap(name -> file(name).stream())
                    .filter(ApiMessages::isLive)
                    .flatMap(file -> file.getMessageTypes().stream())
                    .flatMap(ApiMessages::withNested)
                    .toList();
        }
    }

    private static Optional<FileDescriptor> file(String entry) {
        try {
            Object descriptor = Class.forName(entry.replace('/', '.').replace(".class", ""))
                    .getMethod("getDescriptor")
                    .invoke(null);
            return descriptor instanceof FileDescriptor file ? Optional.of(file) : Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isLive(FileDescriptor file) {
        return file.getOptions().getExtension(Status.fileStatus).getPackageVersionStatus()
                != PackageVersionStatus.FROZEN;
    }

    private static Stream<Descriptor> withNested(Descriptor type) {
        return type.getOptions().getMapEntry()
                ? Stream.empty()
                : Stream.concat(Stream.of(type), type.getNestedTypes().stream().flatMap(ApiMessages::withNested));
    }
}
