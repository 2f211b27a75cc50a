package dev.roster.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.request.BadRequest;
import dev.roster.request.BadRequestException;
import dev.roster.request.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML that means one thing, as JSON: UTF-8, one document, no key twice, nested to a bound, with plain scalars as an Envoy
 * takes them. Jackson's reader would make texts of aliases and numbers of versions.
 */
public final class StrictYaml {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private StrictYaml() {}

    /** The object that a body is, when it is one and not larger than this; aliases may not make it larger either. */
    public static ObjectNode object(byte @Nullable [] body, long limit) {
        byte[] bytes = body == null ? new byte[0] : body;
        if (bytes.length > limit) {
            throw new BadRequestException(new BadRequest.TooLarge(bytes.length, limit));
        }
        JsonNode root = parse(StrictJson.text(BadRequest.Format.YAML, bytes), limit);
        if (root instanceof ObjectNode object) {
            return object;
        }
        throw new BadRequestException(
                new BadRequest.Invalid(List.of(new Violation("", "", "the body must be a mapping"))));
    }

    private static JsonNode parse(String text, long limit) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // the body is bounded already
        String yaml = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        try {
            ParserImpl events = new ParserImpl(new StreamReader(yaml), options);
            events.getEvent(); // the stream begins
            if (events.checkEvent(Event.ID.StreamEnd)) {
                throw malformed("the body is empty");
            }
            events.getEvent(); // the document begins
            JsonNode root = new YamlTree(events, limit).root();
            events.getEvent(); // the document ends
            if (!events.checkEvent(Event.ID.StreamEnd)) {
                throw malformed("the body must hold one document");
            }
            return root;
        } catch (MarkedYAMLException e) {
            throw malformed(e.getProblem() + place(e.getProblemMark()));
        } catch (YAMLException e) {
            throw malformed("the body holds characters that are not allowed");
        }
    }

    static BadRequestException malformed(String reason, Event at) {
        return malformed(reason + place(at.getStartMark()));
    }

    private static BadRequestException malformed(String reason) {
        return new BadRequestException(new BadRequest.Malformed(BadRequest.Format.YAML, reason));
    }

    private static String place(@Nullable Mark mark) {
        return mark == null ? "" : " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")";
    }
}
