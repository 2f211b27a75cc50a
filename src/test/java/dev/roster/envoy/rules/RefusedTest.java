package dev.roster.envoy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.envoy.Examples;
import dev.roster.envoy.ResourceType;
import dev.roster.request.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Envoy refuses is refused, and said where and why. */
class RefusedTest {
    private final Validation validation = new Validation();

    static List<Examples.Refused> refused() {
        return Arrays.stream(ResourceType.values())
                .flatMap(type -> Examples.refused(type).stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void eachRuleIsNamedWithItsPath(Examples.Refused refused) {
        assertThat(validation.validate(refused.type(), refused.resource()))
                .asInstanceOf(type(Validated.Invalid.class))
                .extracting(RefusedTest::rules)
                .isEqualTo(refused.breaks());
    }

    private static Map<String, String> rules(Validated.Invalid invalid) {
        return invalid.violations().stream().collect(Collectors.toMap(Violation::field, Violation::rule));
    }
}
