package dev.roster.status.grpc;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import com.google.protobuf.Value.KindCase;
import io.envoyproxy.envoy.type.matcher.v3.DoubleMatcher;
import io.envoyproxy.envoy.type.matcher.v3.ListMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StructMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StructMatcher.PathSegment;
import io.envoyproxy.envoy.type.matcher.v3.ValueMatcher;
import io.envoyproxy.envoy.type.v3.DoubleRange;
import java.util.List;
import java.util.function.Predicate;

/** Envoy's matchers of structured values as predicates. */
final class ValueMatchers {
    private static final Value NOTHING = Value.getDefaultInstance();

    private ValueMatchers() {}

    static Predicate<Struct> of(StructMatcher matcher) {
        if (matcher.getPathCount() == 0) {
            throw new IllegalArgumentException("a metadata matcher has no path");
        }
        List<String> path =
                matcher.getPathList().stream().map(PathSegment::getKey).toList();
        Predicate<Value> value = of(matcher.getValue());
        return struct -> value.test(at(path, struct));
    }

    private static Value at(List<String> path, Struct struct) {
        Value value = Value.newBuilder().setStructValue(struct).build();
        for (String key : path) {
            value = value.getStructValue().getFieldsOrDefault(key, NOTHING);
        }
        return value;
    }

    private static Predicate<Value> of(ValueMatcher matcher) {
        return switch (matcher.getMatchPatternCase()) {
            case NULL_MATCH -> value -> value.getKindCase() == KindCase.NULL_VALUE;
            case DOUBLE_MATCH -> {
                Predicate<Double> number = of(matcher.getDoubleMatch());
                yield value -> value.hasNumberValue() && number.test(value.getNumberValue());
            }
            case STRING_MATCH -> {
                Predicate<String> text = StringMatchers.of(matcher.getStringMatch());
                yield value -> value.hasStringValue() && text.test(value.getStringValue());
            }
            case BOOL_MATCH -> value -> value.hasBoolValue() && value.getBoolValue() == matcher.getBoolMatch();
            case PRESENT_MATCH -> value -> isPrimitive(value) && matcher.getPresentMatch();
            case LIST_MATCH -> of(matcher.getListMatch());
            case OR_MATCH ->
                matcher.getOrMatch().getValueMatchersList().stream()
                        .map(ValueMatchers::of)
                        .reduce(value -> false, Predicate::or);
            case MATCHPATTERN_NOT_SET -> throw new IllegalArgumentException("a value matcher has no pattern");
        };
    }

    private static Predicate<Value> of(ListMatcher matcher) {
        Predicate<Value> one = of(matcher.getOneOf());
        return value -> value.getListValue().getValuesList().stream().anyMatch(one);
    }

    private static Predicate<Double> of(DoubleMatcher matcher) {
        return switch (matcher.getMatchPatternCase()) {
            case EXACT -> number -> number == matcher.getExact();
            case RANGE -> {
                DoubleRange range = matcher.getRange();
                yield number -> range.getStart() <= number && number < range.getEnd();
            }
            case MATCHPATTERN_NOT_SET -> throw new IllegalArgumentException("a number matcher has no pattern");
        };
    }

    private static boolean isPrimitive(Value value) {
        return switch (value.getKindCase()) {
            case NULL_VALUE, NUMBER_VALUE, STRING_VALUE, BOOL_VALUE -> true;
            case STRUCT_VALUE, LIST_VALUE, KIND_NOT_SET -> false;
        };
    }
}
