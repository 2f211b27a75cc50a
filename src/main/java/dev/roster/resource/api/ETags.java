package dev.roster.resource.api;

import dev.roster.request.BadRequest;
import dev.roster.resource.Condition;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Entity tags of requests and answers (RFC 9110): a resource's is its version. */
final class ETags {
    static final String ANY = "*";

    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E]*)\"");
    private static final Pattern TAGS =
            Pattern.compile("\\s*" + TAG.pattern() + "(?:\\s*,\\s*" + TAG.pattern() + ")*\\s*");

    private ETags() {}

    static String of(String version) {
        return '"' + version + '"';
    }

    /** What If-Match demands. A weak tag never matches. */
    static Condition condition(String ifMatch) {
        if (ifMatch.strip().equals(ANY)) {
            return new Condition.Present();
        }
        if (!TAGS.matcher(ifMatch).matches()) {
            throw BadRequest.parameter(HttpHeaders.IF_MATCH, ifMatch, "must be ETags in double quotes, or *");
        }
        return new Condition.OneOf(tags(ifMatch, false));
    }

    /** Whether the caller of a read, who sends this If-None-Match, has the resource as it is. */
    static boolean isKnown(@Nullable String ifNoneMatch, String version) {
        return ifNoneMatch != null
                && (ifNoneMatch.strip().equals(ANY) || tags(ifNoneMatch, true).contains(version));
    }

    private static Set<String> tags(String header, boolean weakToo) {
        Set<String> tags = new HashSet<>();
        for (Matcher tag = TAG.matcher(header); tag.find(); ) {
            if (weakToo || tag.group(1) == null) {
                tags.add(tag.group(2));
            }
        }
        return tags;
    }
}
