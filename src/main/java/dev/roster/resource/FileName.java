package dev.roster.resource;

import com.google.common.escape.Escaper;
import com.google.common.hash.Hashing;
import com.google.common.net.PercentEscaper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A name as a part of a path: percent-encoded so that any name can be one, and hidden or relative paths cannot. A name
 * that would be too long for a file system is cut and ends in its hash. Immutable.
 */
public record FileName(String text) {
    private static final Escaper ESCAPER = new PercentEscaper("-_.", false);
    /** File systems allow 255 bytes, with the extension. */
    private static final int LONGEST = 250;

    private static final int HASH = 32;
    /** The escaper leaves none. */
    private static final char HASHED = '~';

    public static FileName of(String name) {
        String escaped = ESCAPER.escape(name);
        String visible = escaped.startsWith(".") ? "%2E" + escaped.substring(1) : escaped;
        return new FileName(visible.length() <= LONGEST ? visible : cut(visible, name));
    }

    private static String cut(String visible, String name) {
        String hash = Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString();
        return visible.substring(0, LONGEST - HASH - 1) + HASHED + hash.substring(0, HASH);
    }

    /** The name; nothing when it was cut, or this is no file name of any. */
    public Optional<String> name() {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8)).filter(name -> of(name).equals(this));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
