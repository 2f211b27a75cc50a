package dev.roster.rest;

import dev.roster.request.BadRequest;
import dev.roster.request.NameRule;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Who asks for a change, and whether in earnest. Not thread-safe: filled by JAX-RS, which gives no record a context. */
public final class Asker {
    private static final String NOBODY = "anonymous";

    @Parameter(description = "Validates and says what would happen, and stores nothing")
    @RestQuery("dry_run")
    @Nullable String dryRun;

    @Parameter(description = "Who asks, for the history, where nobody is authenticated")
    @HeaderParam("From")
    @Nullable String from;

    @Context
    @SuppressWarnings("NullAway.Init") // by JAX-RS
    SecurityContext security;

    public boolean dryRun() {
        return Flags.flag("dry_run", dryRun);
    }

    public String author() {
        Principal principal = security.getUserPrincipal();
        if (principal != null && !principal.getName().isEmpty()) {
            return principal.getName();
        }
        String given = from == null ? "" : from.strip();
        NameRule.brokenText(given).ifPresent(rule -> {
            throw BadRequest.parameter("From", given, rule);
        });
        return given.isEmpty() ? NOBODY : given;
    }
}
