package dev.roster.xds;

import com.google.re2j.Pattern;
import dev.roster.envoy.Redaction;
import dev.roster.envoy.ResourceType;

/**
 * What a client says of a version that it rejects, fit to be logged, stored and shown. Envoy may quote the whole message
 * that breaks a rule, and with it the private key in it.
 */
final class ClientWords {
    private static final int LONGEST = 4000;
    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\.)*(?:\"|$)";
    private static final Pattern LITERAL = Pattern.compile(QUOTED);
    private static final Pattern INLINE = Pattern.compile("((?:inline_string|inline_bytes):\\s*)" + QUOTED);
    private static final Pattern PEM = Pattern.compile("-----BEGIN (?s:.*)");

    private ClientWords() {}

    static String of(String typeUrl, String error) {
        String shown = typeUrl.equals(ResourceType.SECRET.typeUrl())
                ? LITERAL.matcher(error).replaceAll(Redaction.REDACTED)
                : INLINE.matcher(error).replaceAll("$1" + Redaction.REDACTED);
        String bare = PEM.matcher(shown).replaceAll(Redaction.REDACTED);
        return bare.length() <= LONGEST ? bare : bare.substring(0, LONGEST) + "…";
    }
}
