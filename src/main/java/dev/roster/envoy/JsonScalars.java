package dev.roster.envoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * JSON as the value of a field that is no message: a number may also be written as a string, bytes are base64. Each
 * method gives nothing where the JSON does not fit, after naming the rule that it breaks.
 */
final class JsonScalars {
    /** The digits of the greatest double; more are no author's. */
    private static final int LONGEST_NUMBER = 400;

    private static final BigInteger BEYOND_INT32 = BigInteger.ONE.shiftLeft(31);
    private static final BigInteger BEYOND_UINT32 = BigInteger.ONE.shiftLeft(32);
    private static final BigInteger BEYOND_INT64 = BigInteger.ONE.shiftLeft(63);
    private static final BigInteger BEYOND_UINT64 = BigInteger.ONE.shiftLeft(64);

    private JsonScalars() {}

    static Optional<Object> value(JsonNode json, FieldDescriptor field, Consumer<String> refuse) {
        return switch (field.getType()) {
            case INT32, SINT32, SFIXED32 ->
                integer(json, BEYOND_INT32.negate(), BEYOND_INT32, refuse).map(BigInteger::intValue);
            case UINT32, FIXED32 ->
                integer(json, BigInteger.ZERO, BEYOND_UINT32, refuse).map(BigInteger::intValue);
            case INT64, SINT64, SFIXED64 ->
                integer(json, BEYOND_INT64.negate(), BEYOND_INT64, refuse).map(BigInteger::longValue);
            case UINT64, FIXED64 ->
                integer(json, BigInteger.ZERO, BEYOND_UINT64, refuse).map(BigInteger::longValue);
            case FLOAT -> number(json, Float.MAX_VALUE, refuse).map(Double::floatValue);
            case DOUBLE -> number(json, Double.MAX_VALUE, refuse).map(Object.class::cast);
            case BOOL -> json.isBoolean() ? Optional.of(json.booleanValue()) : no(refuse, "must be true or false");
            case STRING -> string(json, refuse).map(Object.class::cast);
            case BYTES -> string(json, refuse).flatMap(text -> bytes(text, refuse));
            case ENUM -> constant(json, field.getEnumType(), refuse);
            case MESSAGE, GROUP -> throw new IllegalArgumentException(field + " is a message");
        };
    }

    /** The key of a map's entry, which JSON always writes as a string. */
    static Optional<Object> key(String name, FieldDescriptor field, Consumer<String> refuse) {
        boolean truth = field.getType() == FieldDescriptor.Type.BOOL && (name.equals("true") || name.equals("false"));
        return value(truth ? BooleanNode.valueOf(name.equals("true")) : TextNode.valueOf(name), field, refuse);
    }

    private static Optional<BigInteger> integer(
            JsonNode json, BigInteger least, BigInteger beyond, Consumer<String> refuse) {
        Optional<BigDecimal> exact = exact(json);
        // compared before it is written out: 1e999999999 has as many digits
        if (exact.isEmpty() || (exact.get().stripTrailingZeros().scale() > 0)) {
            return no(refuse, "must be an integer");
        }
        if (exact.get().compareTo(new BigDecimal(least)) < 0 || exact.get().compareTo(new BigDecimal(beyond)) >= 0) {
            return no(refuse, "must be between " + least + " and " + beyond.subtract(BigInteger.ONE));
        }
        return Optional.of(exact.get().toBigIntegerExact());
    }

    /** The digits as they stand, be they a number or a string; nothing for what has none. */
    private static Optional<BigDecimal> exact(JsonNode json) {
        String text = json.isNumber() || json.isTextual() ? json.asText() : "";
        try {
            return text.length() > LONGEST_NUMBER ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Double> number(JsonNode json, double most, Consumer<String> refuse) {
        Optional<Double> special = switch (json.asText()) {
            case "NaN" -> Optional.of(Double.NaN);
            case "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            default -> Optional.empty();
        };
        if (special.isPresent() && json.isTextual()) {
            return special;
        }
        Optional<Double> finite = exact(json).map(BigDecimal::doubleValue);
        if (finite.isEmpty()) {
            return no(refuse, "must be a number");
        }
        return Math.abs(finite.get()) <= most ? finite : no(refuse, "must be between -" + most + " and " + most);
    }

    private static Optional<String> string(JsonNode json, Consumer<String> refuse) {
        if (!json.isTextual()) {
            return no(refuse, "must be a string");
        }
        String text = json.textValue();
        if (text.indexOf('\0') >= 0) {
            return no(refuse, "must not contain NUL"); // PostgreSQL does not hold it, and no name or header may
        }
        return StandardCharsets.UTF_8.newEncoder().canEncode(text)
                ? Optional.of(text)
                : no(refuse, "must be Unicode text"); // half a surrogate is none
    }

    /** Either alphabet, padded or not. */
    private static Optional<Object> bytes(String text, Consumer<String> refuse) {
        try {
            return Optional.of(ByteString.copyFrom(
                    Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'))));
        } catch (IllegalArgumentException e) {
            return no(refuse, "must be base64");
        }
    }

    /** By its name, or by its number: one that this API does not know may be known to a newer Envoy's. */
    private static Optional<Object> constant(JsonNode json, EnumDescriptor type, Consumer<String> refuse) {
        if (json.isNull()) {
            return Optional.of(type.findValueByNumber(0)); // google.protobuf.NullValue
        }
        if (json.isIntegralNumber() && json.canConvertToInt()) {
            return Optional.of(type.findValueByNumberCreatingIfUnknown(json.intValue()));
        }
        EnumValueDescriptor named = json.isTextual() ? type.findValueByName(json.textValue()) : null;
        return named == null ? no(refuse, Shown.constants(type)) : Optional.of(named);
    }

    private static <T> Optional<T> no(Consumer<String> refuse, String rule) {
        refuse.accept(rule);
        return Optional.empty();
    }
}
