package dev.roster.bootstrap.api;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The query parameters that say how a client is to reach Roster, as they came. Immutable. */
record UplinkQuery(
        @RestQuery("transport")
        @Parameter(description = "delta-ads (the default), ads, delta, grpc, rest or files")
        @Nullable String transport,

        @RestQuery("xds_address")
        @Parameter(
                description = "Roster's host name or IP address as clients see it; by default the Host of this request")
        @Nullable String xdsAddress,

        @RestQuery("xds_port")
        @Parameter(
                description = "Roster's gRPC port as clients see it; by default the configured one",
                schema = @Schema(type = SchemaType.INTEGER))
        @Nullable String xdsPort,

        @RestQuery("http_port")
        @Parameter(
                description = "Roster's HTTP port as clients see it; by default the one of this request",
                schema = @Schema(type = SchemaType.INTEGER))
        @Nullable String httpPort,

        @RestQuery("directory")
        @Parameter(description = "With transport=files, the folder on the client's machine that Roster's files are in")
        @Nullable String directory) {}
