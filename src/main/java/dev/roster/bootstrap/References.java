package dev.roster.bootstrap;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.roster.envoy.MessageRewriter;
import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.TlsCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a message names beyond itself, at any depth. */
final class References {
    private static final String CLUSTER = "cluster";

    private References() {}

    /** All texts that may be names of clusters: those in fields that speak of one, or are known to name one. */
    static Set<String> clusters(Message message) {
        Stream<String> spoken = within(message)
                .filter(inner -> !is(inner, Node.getDescriptor()))
                .flatMap(inner -> inner.getAllFields().entrySet().stream())
                .filter(field -> speaksOfClusters(field.getKey()))
                .flatMap(field -> texts(field.getValue()));
        Set<String> known = dev.roster.envoy.References.names(message).getOrDefault(ResourceType.CLUSTER, Set.of());
        return Stream.concat(spoken, known.stream()).collect(Collectors.toSet());
    }

    /** The clusters that other management servers are behind; Envoy takes only static ones for it. */
    static Set<String> sources(Message message) {
        return within(message)
                .filter(inner -> is(inner, ApiConfigSource.getDescriptor()))
                .flatMap(inner -> clusters(inner).stream())
                .collect(Collectors.toSet());
    }

    /** The secrets that are named without saying where they come from: those of the same bootstrap. */
    static Set<String> secrets(Message message) {
        return within(message)
                .filter(References::isStaticSecret)
                .map(References::name)
                .collect(Collectors.toSet());
    }

    /** Whether this is the name of a secret of the same bootstrap. */
    static boolean isStaticSecret(Message message) {
        return is(message, SdsSecretConfig.getDescriptor()) && !message.hasField(source(message));
    }

    /** The name that such a message gives. */
    static String name(Message secret) {
        return (String) secret.getField(field(secret, "name"));
    }

    /** Where such a message says that its secret comes from. */
    static FieldDescriptor source(Message secret) {
        return field(secret, "sds_config");
    }

    /** Whether anything is asked of the aggregated stream. */
    static boolean aggregated(Message message) {
        return within(message).anyMatch(References::isAggregated);
    }

    /** Whether this says that something is to be asked of it. */
    static boolean isAggregated(Message message) {
        return is(message, ConfigSource.getDescriptor()) && has(message, "ads");
    }

    /** The path of the file that this leads to, if it does. */
    static Optional<String> file(ConfigSource source) {
        return switch (source.getConfigSourceSpecifierCase()) {
            case PATH -> Optional.of((String) source.getField(field(source, "path")));
            case PATH_CONFIG_SOURCE -> Optional.of(source.getPathConfigSource().getPath());
            case API_CONFIG_SOURCE, ADS, SELF, CONFIGSOURCESPECIFIER_NOT_SET -> Optional.empty();
        };
    }

    /** Whether it works only where the same bootstrap, files and environment are, or is nobody else's to know. */
    static boolean local(Message message) {
        return within(message)
                .anyMatch(inner -> is(inner, SdsSecretConfig.getDescriptor())
                        || is(inner, ConfigSource.getDescriptor())
                        || is(inner, ApiConfigSource.getDescriptor())
                        || is(inner, TlsCertificate.getDescriptor())
                        || (is(inner, DataSource.getDescriptor())
                                && (has(inner, "filename") || has(inner, "environment_variable"))));
    }

    /** Whether a message of one of these types is anywhere within. */
    static boolean holds(Message message, Set<String> types) {
        return within(message)
                .anyMatch(inner -> types.contains(inner.getDescriptorForType().getFullName()));
    }

    private static Stream<Message> within(Message message) {
        List<Message> found = new ArrayList<>();
        MessageRewriter.rewrite(message, inner -> {
            found.add(inner);
            return inner;
        });
        return found.stream();
    }

    private static boolean is(Message message, Descriptor type) {
        return message.getDescriptorForType().getFullName().equals(type.getFullName());
    }

    private static boolean has(Message message, String name) {
        return message.hasField(field(message, name));
    }

    private static FieldDescriptor field(Message message, String name) {
        return message.getDescriptorForType().findFieldByName(name);
    }

    private static boolean speaksOfClusters(FieldDescriptor field) {
        return field.getJavaType() == JavaType.STRING && field.getName().contains(CLUSTER);
    }

    private static Stream<String> texts(Object value) {
        return value instanceof List<?> items ? items.stream().map(String::valueOf) : Stream.of((String) value);
    }
}
