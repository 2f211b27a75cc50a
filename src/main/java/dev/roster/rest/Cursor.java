package dev.roster.rest;

import dev.roster.request.BadRequest;
import dev.roster.request.BadRequestException;
import dev.roster.request.NameRule;
import dev.roster.request.Page;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a list goes on: the last key that was shown, in a form that nobody is tempted to make up. */
public final class Cursor {
    private static final int DEFAULT_LIMIT = 100;
    /** Of a key of three names of 256 bytes each, or one of 256 characters, with what joins them. */
    private static final int LONGEST = 1400;

    private Cursor() {}

    static @Nullable String of(@Nullable String last) {
        return last == null
                ? null
                : Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    /** What these query parameters ask for. */
    public static Page.Request request(@Nullable String cursor, @Nullable String limit) {
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
            if (key.isEmpty() || NameRule.brokenContent(key).isPresent()) {
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
        throw BadRequest.parameter("limit", limit, "must be an integer between 1 and " + Page.MOST);
    }

    private static BadRequestException notOurs(String cursor) {
        return BadRequest.parameter("cursor", cursor, "must be the `next` of the page before");
    }
}
