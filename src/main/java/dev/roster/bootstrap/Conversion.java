package dev.roster.bootstrap;

import com.google.protobuf.Message;
import dev.roster.envoy.Warning;
import dev.roster.registry.Endpoint;
import dev.roster.registry.Service;
import dev.roster.resource.ResourceKey;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a static bootstrap comes to. Immutable.
 *
 * @param group the nodes that it is for
 * @param made what Roster is to serve
 * @param left what stays in the bootstrap, or goes, and why
 * @param bootstrap what replaces the file
 */
public record Conversion(String group, List<Made> made, List<Left> left, List<Warning> warnings, Bootstrap bootstrap) {
    public Conversion {
        made = List.copyOf(made);
        left = List.copyOf(left);
        warnings = List.copyOf(warnings);
    }

    Stream<MadeService> services() {
        return made.stream().filter(MadeService.class::isInstance).map(MadeService.class::cast);
    }

    Stream<MadeResource> resources() {
        return made.stream().filter(MadeResource.class::isInstance).map(MadeResource.class::cast);
    }

    /** What Roster is to serve, and the place in the file that it comes from. */
    public sealed interface Made {
        String from();
    }

    /** A cluster as a service with its endpoints, ordered as in the file. Immutable. */
    public record MadeService(String from, Service service, List<Endpoint> endpoints) implements Made {
        public MadeService {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * A part of the file as a resource of its node group. Immutable.
     *
     * @param note why it is this and no service, where that is a question; else empty
     */
    public record MadeResource(String from, ResourceKey key, Message message, String note) implements Made {}

    /** A part of the file that Roster does not serve. Immutable. */
    public record Left(String field, Fate fate, String reason) {}

    /** What becomes of it. */
    public enum Fate {
        /** It is in the new bootstrap as it was in the file. */
        KEPT,
        /** It is not: Roster takes its place. */
        REPLACED
    }
}
