package dev.roster.registry.api;

import dev.roster.registry.NameRule;
import dev.roster.registry.Page;
import dev.roster.registry.Refusal;
import dev.roster.registry.RefusedException;
import dev.roster.registry.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a list goes on: the last key that was shown, in a form that nobody is tempted to make up. */
final class Cursor {
    private static final int DEFAULT_LIMIT = 100;
    private static final int LONGEST = 400;

    private Cursor() {}

    static @Nullable String of(@Nullable String last) {
        return last == null
                ? null
                : Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /** What these query parameters ask for. */
    static Page.Request request(@Nullable String cursor, @Nullable String limit) {
        return new Page.Request(cursor == null ? "" : key(cursor), limit == null ? DEFAULT_LIMIT : limit(limit));
    }

    private static String key(String cursor) {
        if (cursor.length() > LONGEST) {
            throw notOurs(cursor);
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            String key = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (NameRule.SERVICE.broken(key).isPresent()) {
                throw notOurs(cursor);
            }
            return key;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw notOurs(cursor);
        }
    }

    private static int limit(String limit) {
        if (limit.matches("[0-9]{1,4}")) {
            int number = Integer.parseInt(limit);
            if (number >= 1 && number <= Page.MOST) {
                return number;
            }
        }
        throw bad("limit", limit, "must be an integer between 1 and " + Page.MOST);
    }

    private static RefusedException notOurs(String cursor) {
        return bad("cursor", cursor, "must be the `next` of the page before");
    }

    static RefusedException bad(String parameter, String value, String rule) {
        return new RefusedException(new Refusal.BadParameter(new Violation(parameter, value, rule)));
    }
}
