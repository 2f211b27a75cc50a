package dev.roster.request;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What may be a name or an id. */
public enum NameRule {
    /** Any path of a URL can hold it as one encoded segment. */
    NAME,
    /** As a name, and without a slash: where keys are made of several names, one ends them. */
    ID;

    private static final int MOST_BYTES = 256;

    /** The rule that this name breaks, or nothing when it is right. */
    public Optional<String> broken(String name) {
        if (name.isEmpty()) {
            return Optional.of("must not be empty");
        }
        if (!name.strip().equals(name)) {
            return Optional.of("must not begin or end with white space");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("must not be a relative path segment");
        }
        if (this == ID && name.indexOf('/') >= 0) {
            return Optional.of("must not contain a slash");
        }
        return brokenText(name);
    }

    /** The rule for any short text, which may be empty. */
    public static Optional<String> brokenText(String text) {
        // Every character takes a byte at least: a long text is not encoded to be counted.
        if (text.length() > MOST_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Optional.of("must not be longer than " + MOST_BYTES + " bytes of UTF-8");
        }
        return brokenContent(text);
    }

    /** The rule for any text of whatever length. */
    public static Optional<String> brokenContent(String text) {
        return text.codePoints().anyMatch(NameRule::isUnprintable)
                ? Optional.of("must not contain control characters or anything that is not Unicode text")
                : Optional.empty();
    }

    // U+FFFD is what a decoder leaves where the bytes were not UTF-8.
    private static boolean isUnprintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> codePoint == 0xFFFD;
        };
    }
}
