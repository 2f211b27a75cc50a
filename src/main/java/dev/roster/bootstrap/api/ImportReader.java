package dev.roster.bootstrap.api;

import dev.roster.bootstrap.ImportRequest;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.envoy.rules.Validation;
import dev.roster.request.BadRequest;
import dev.roster.request.BadRequestException;
import dev.roster.rest.Bodies;
import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Makes an import of a body and parameters, and finds every rule of Envoy's that the body breaks. Thread-safe. */
@Singleton
final class ImportReader {
    private final UplinkReader uplinks;
    private final EnvoyJson json;
    private final Validation validation;
    private final long limit;

    ImportReader(
            UplinkReader uplinks,
            EnvoyJson json,
            Validation validation,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit) {
        this.uplinks = uplinks;
        this.json = json;
        this.validation = validation;
        this.limit = limit.asLongValue();
    }

    ImportRequest read(byte @Nullable [] body, ImportQuery query, URI base) {
        return new ImportRequest(
                bootstrap(body, query),
                query.checkedGroup(),
                uplinks.uplink(query.uplink(), base),
                query.keepsRoutes());
    }

    private Bootstrap bootstrap(byte @Nullable [] body, ImportQuery query) {
        Bootstrap.Builder bootstrap = Bootstrap.newBuilder();
        try {
            json.parse(Bodies.object(body, query.format().checked(), limit), bootstrap);
        } catch (InvalidEnvoyJson e) {
            throw new BadRequestException(new BadRequest.Invalid(e.violations()));
        }
        BadRequest.refuse(validation.violations(bootstrap.build()));
        return bootstrap.build();
    }
}
