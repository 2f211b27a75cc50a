package dev.roster.bootstrap;

import dev.roster.envoy.EnvoyJson;
import jakarta.inject.Singleton;

/** Turns static bootstraps into what Roster serves and the dynamic bootstraps that replace them. Thread-safe. */
@Singleton
public final class Converter {
    private final EnvoyJson json;
    private final Uplinks uplinks;
    private final FileGroups files;

    Converter(EnvoyJson json, Uplinks uplinks, FileGroups files) {
        this.json = json;
        this.uplinks = uplinks;
        this.files = files;
    }

    /** What the file comes to; what is wrong with it is a {@link dev.roster.request.BadRequest.Invalid}. */
    public Conversion convert(ImportRequest request) {
        return new FileConversion(json, uplinks, files, request).convert();
    }
}
