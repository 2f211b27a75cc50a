package dev.roster.bootstrap.api;

import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a file says it is; one of which nobody says anything is YAML, as JSON is too. Immutable. */
record FileFormat(
        @HeaderParam(HttpHeaders.CONTENT_TYPE) @Parameter(hidden = true) @Nullable MediaType type,

        @HeaderParam("Origin") @Parameter(hidden = true) @Nullable String origin) {
    /** What curl says of any file; see --data-binary in https://curl.se/docs/manpage.html. */
    static final String UNSAID = MediaType.APPLICATION_FORM_URLENCODED;

    /** Any page may make a browser send this type, or none, here without asking first, but then its origin is told. */
    MediaType checked() {
        MediaType said = type == null ? MediaType.APPLICATION_FORM_URLENCODED_TYPE : type;
        if (origin != null && said.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)) {
            throw new NotSupportedException();
        }
        return said;
    }
}
