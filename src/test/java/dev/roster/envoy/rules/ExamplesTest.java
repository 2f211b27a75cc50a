package dev.roster.envoy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.Examples;
import dev.roster.envoy.MessageTypes;
import dev.roster.envoy.ResourceType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Envoy takes is taken, and read as protobuf's own parser reads it. */
class ExamplesTest {
    private final EnvoyJson json = new EnvoyJson();
    private final Validation validation = new Validation();

    static List<Examples.Example> examples() {
        return Examples.all();
    }

    @Test
    void everyTypeHasExamples() {
        Set<ResourceType> types =
                examples().stream().map(Examples.Example::type).collect(Collectors.toSet());
        assertThat(types).containsExactlyInAnyOrderElementsOf(Arrays.asList(ResourceType.values()));
        assertThat(examples()).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleBreaksNoRule(Examples.Example example) {
        Validated validated = validation.validate(example.type(), example.json());
        assertThat(validated)
                .isInstanceOfSatisfying(
                        Validated.Valid.class,
                        valid -> assertThat(valid.warnings()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsReadAsProtobufReadsIt(Examples.Example example) throws Exception {
        Message.Builder ours = example.type().prototype().newBuilderForType();
        json.parse(example.json(), ours);
        // as trees: entries of maps come in another order
        assertThat(Examples.tree(json.print(ours.build()))).isEqualTo(Examples.tree(json.print(protobufs(example))));
    }

    private static Message protobufs(Examples.Example example) throws InvalidProtocolBufferException {
        Message.Builder message = example.type().prototype().newBuilderForType();
        JsonFormat.parser()
                .usingTypeRegistry(MessageTypes.registry())
                .merge(example.json().toString(), message);
        return message.build();
    }
}
