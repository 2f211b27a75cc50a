package dev.roster.status.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.envoyproxy.envoy.config.core.v3.BuildVersion;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.type.v3.SemanticVersion;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a client says of itself. Immutable. */
final class ClientView {
    private ClientView() {}

    /** Where a client runs; without the parts that it does not tell. Immutable. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "NodeLocality")
    record Place(
            String region,
            String zone,
            @JsonProperty("sub_zone") String subZone) {
        static @Nullable Place of(Node node) {
            Locality locality = node.getLocality();
            return node.hasLocality()
                    ? new Place(locality.getRegion(), locality.getZone(), locality.getSubZone())
                    : null;
        }
    }

    /** What a client runs. Immutable. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "UserAgent")
    record Agent(String name, String version) {
        static @Nullable Agent of(Node node) {
            return node.getUserAgentName().isEmpty() ? null : new Agent(node.getUserAgentName(), version(node));
        }

        private static String version(Node node) {
            if (!node.hasUserAgentBuildVersion()) {
                return node.getUserAgentVersion();
            }
            BuildVersion build = node.getUserAgentBuildVersion();
            SemanticVersion version = build.getVersion();
            return version.getMajorNumber() + "." + version.getMinorNumber() + "." + version.getPatch();
        }
    }
}
