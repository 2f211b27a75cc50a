package dev.roster.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.request.BadRequest;
import dev.roster.request.BadRequestException;
import dev.roster.request.Violation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** JSON that means one thing: UTF-8, one value, no key twice, nested to a bound. Thread-safe. */
public final class StrictJson {
    static final int DEEPEST = 100;
    private static final int LONGEST_NAME = 1024;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_NUMBER = 100;

    /** Jackson shows it, and it may be a secret whose quotes were forgotten. */
    private static final Pattern UNKNOWN_TOKEN = Pattern.compile("(Unrecognized token) '.*?'", Pattern.DOTALL);

    private static final JsonMapper MAPPER = mapper(LONGEST_NUMBER);

    /** PostgreSQL writes numbers out: what came as 1e308 has 309 digits. */
    private static final JsonMapper STORED = mapper(Integer.MAX_VALUE);

    private StrictJson() {}

    /** The object that a request's body is, when it is one. */
    public static ObjectNode object(byte @Nullable [] body) {
        JsonNode root = parse(MAPPER, text(BadRequest.Format.JSON, body == null ? new byte[0] : body));
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw new BadRequestException( // which is not shown: a list of secrets is none, too
                new BadRequest.Invalid(List.of(new Violation("", "", "the body must be a JSON object"))));
    }

    /** As {@link #object(byte[])}, when the body is not larger than this. */
    public static ObjectNode object(byte @Nullable [] body, long limit) {
        if (body != null && body.length > limit) {
            throw new BadRequestException(new BadRequest.TooLarge(body.length, limit));
        }
        return object(body);
    }

    /** JSON that the store holds and therefore is right. */
    public static JsonNode stored(String json) {
        return parse(STORED, json);
    }

    public static ObjectNode empty() {
        return MAPPER.createObjectNode();
    }

    private static JsonMapper mapper(int longestNumber) {
        return JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST)
                                .maxNameLength(LONGEST_NAME)
                                .maxStringLength(LONGEST_TEXT)
                                .maxNumberLength(longestNumber)
                                .build())
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private static JsonNode parse(JsonMapper mapper, String json) {
        JsonNode root;
        try {
            root = mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw malformed(reason(e));
        }
        if (root.isMissingNode()) {
            throw malformed("the body is empty");
        }
        return root;
    }

    // A decoder of its own: Jackson's lets encoded surrogates through, and the platform's replaces what it cannot read.
    static String text(BadRequest.Format format, byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequestException(new BadRequest.Malformed(format, "the body is not UTF-8"));
        }
    }

    private static String reason(JsonProcessingException e) {
        var at = e.getLocation();
        String what = UNKNOWN_TOKEN.matcher(e.getOriginalMessage()).replaceFirst("$1");
        return at == null ? what : what + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private static BadRequestException malformed(String reason) {
        return new BadRequestException(new BadRequest.Malformed(BadRequest.Format.JSON, reason));
    }
}
