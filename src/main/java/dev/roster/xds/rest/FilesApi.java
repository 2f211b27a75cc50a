package dev.roster.xds.rest;

import dev.roster.resource.FileName;
import dev.roster.rest.LongPoll;
import dev.roster.rest.Problem;
import dev.roster.xds.FilesConfig;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The files that Envoys read, for those who put them in place themselves. Nobody who waits here holds a thread. */
@Path("/v1/files")
@Tag(name = "Files", description = "What an Envoy reads with path_config_source")
final class FilesApi {
    private static final MediaType YAML = new MediaType("application", "yaml", StandardCharsets.UTF_8.name());
    private static final MediaType TEXT = MediaType.TEXT_PLAIN_TYPE.withCharset(StandardCharsets.UTF_8.name());
    private static final java.nio.file.Path USUAL_FOLDER = java.nio.file.Path.of("/etc/envoy/roster");

    private final ViewSignals signals;
    private final ServedFiles files;
    private final FilesConfig config;

    FilesApi(ViewSignals signals, ServedFiles files, FilesConfig config) {
        this.signals = signals;
        this.files = files;
        this.config = config;
    }

    @GET
    @Path("/{path: .+}")
    @Operation(
            summary = "Show a file",
            description =
                    "`[<group>/]cds.yaml` and `lds.yaml`, `srds.yaml`, `eds.yaml`, `rds.yaml`, `rtds.yaml`, `ecds.yaml` hold"
                            + " all resources of a type. Of the last four an Envoy takes one resource from a file:"
                            + " `[<group>/]eds/<name>.yaml` and so on, with the name percent-encoded. `[<group>/]index.txt`"
                            + " lists all of them, a version and a path in each line. Secrets are not shown.")
    @APIResponse(responseCode = "200", description = "The file")
    @APIResponse(responseCode = "304", description = "If-None-Match names its ETag, also after the wait")
    @APIResponse(responseCode = "400", description = "A bad wait")
    @APIResponse(responseCode = "404", description = "There is no such file")
    @APIResponse(responseCode = "412", description = "If-Match does not name its ETag")
    @APIResponse(responseCode = "503", description = "The registry is still being read")
    public Uni<Response> file(
            @RestPath String path,
            @Parameter(description = "Where the Envoy will find the files, for those that lead to others")
                    @RestQuery
                    @Nullable String directory,
            @Parameter(description = "How long to wait, such as 30s or 2m; needs If-None-Match") @RestQuery @Nullable String wait,
            @Context Request request) {
        Moment present = signals.current()
                .orElseThrow(() -> Problem.tryAgain("not-ready", "the registry is still being read", 1)
                        .build());
        FileRequest file = FileRequest.parse(path).orElseThrow(FilesApi::unknown);
        String folder = directory == null ? folder(file) : directory;
        Duration longest = LongPoll.duration(wait, config.longestWait());
        Executor workers = Infrastructure.getDefaultWorkerPool();
        Uni<Response> now = Uni.createFrom()
                .item(() -> answer(file, signals.current().orElse(present), folder, request))
                .runSubscriptionOn(workers);
        return longest.isZero()
                ? now
                : signals.moments()
                        .emitOn(workers)
                        .map(moment -> answer(file, moment, folder, request))
                        .filter(answer -> answer.getStatus() != Status.NOT_MODIFIED.getStatusCode())
                        .toUni()
                        .ifNoItem()
                        .after(longest)
                        .recoverWithUni(now);
    }

    private Response answer(FileRequest file, Moment moment, String folder, Request request) {
        EntityTag tag = files.version(file, moment, folder).map(EntityTag::new).orElseThrow(FilesApi::unknown);
        ResponseBuilder otherwise = request.evaluatePreconditions(tag);
        return otherwise != null
                ? otherwise.tag(tag).build()
                : Response.ok(files.content(file, moment, folder), format(file))
                        .tag(tag)
                        .build();
    }

    private static MediaType format(FileRequest file) {
        return switch (file) {
            case FileRequest.Index index -> TEXT;
            case FileRequest.File one -> YAML;
        };
    }

    private String folder(FileRequest file) {
        java.nio.file.Path folder =
                config.directory().map(java.nio.file.Path::toAbsolutePath).orElse(USUAL_FOLDER);
        return file.group().isEmpty()
                ? folder.toString()
                : folder.resolve(FileName.of(file.group()).text()).toString();
    }

    private static HttpProblem unknown() {
        return Problem.of(Status.NOT_FOUND.getStatusCode(), "unknown-file", "No such file", "nothing is served here")
                .build();
    }
}
