package dev.roster.bootstrap;

import dev.roster.envoy.EnvoyJson;
import jakarta.inject.Singleton;

/** Turns static bootstraps into what Roster serves and the dynamic bootstraps that replace them. Thread-safe. */
@Singleton
public final class Converter {
    private final EnvoyJson json;
    private final Uplinks uplinks;

    Converter(EnvoyJson json, Uplinks uplinks) {
        this.json = json;
        this.uplinks = uplinks;
    }

    /** What the file comes to; what is wrong with it is a {@link dev.roster.request.BadRequest.Invalid}. */
    public Conversion convert(ImportRequest request) {
        return new FileConversion(json, uplinks, request).convert();
    }
}
