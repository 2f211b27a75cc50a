package dev.roster.status.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.type.matcher.v3.NodeMatcher;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which nodes Envoy's node matchers fit. */
class NodeMatchersTest {
    private static final String NODE = """
            {"id": "Router~10.0.0.1", "metadata": {"zone": "eu-1", "rank": 3, "canary": true, "none": null,
             "labels": {"app": "shop"}, "ports": ["http", "grpc"]}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'node_id': {'exact': 'Router~10.0.0.1'}}",
                "{'node_id': {'exact': 'router~10.0.0.1', 'ignore_case': true}}",
                "{'node_id': {'prefix': 'Router'}}",
                "{'node_id': {'suffix': '.1'}}",
                "{'node_id': {'contains': '~10'}}",
                "{'node_id': {'safe_regex': {'regex': '[A-Z].*1'}}}",
                "{'node_metadatas': [{'path': [{'key': 'zone'}], 'value': {'string_match': {'prefix': 'eu'}}}]}",
                "{'node_metadatas': [{'path': [{'key': 'rank'}], 'value': {'double_match': {'exact': 3}}}]}",
                "{'node_metadatas': [{'path': [{'key': 'rank'}], 'value': {'double_match': {'range': {'start': 3, 'end': 4}}}}]}",
                "{'node_metadatas': [{'path': [{'key': 'canary'}], 'value': {'bool_match': true}}]}",
                "{'node_metadatas': [{'path': [{'key': 'none'}], 'value': {'null_match': {}}}]}",
                "{'node_metadatas': [{'path': [{'key': 'zone'}], 'value': {'present_match': true}}]}",
                "{'node_metadatas': [{'path': [{'key': 'labels'}, {'key': 'app'}], 'value': {'string_match': {'exact': 'shop'}}}]}",
                "{'node_metadatas': [{'path': [{'key': 'ports'}], 'value': {'list_match': {'one_of': {'string_match': {'exact': 'grpc'}}}}}]}",
                "{'node_metadatas': [{'path': [{'key': 'zone'}], 'value': {'or_match': {'value_matchers': [{'bool_match': true}, {'string_match': {'exact': 'eu-1'}}]}}}]}"
            })
    void itFits(String matcher) throws Exception {
        assertThat(fits(matcher)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'node_id': {'exact': 'router~10.0.0.1'}}",
                "{'node_id': {'safe_regex': {'regex': 'Router'}}}",
                "{'node_metadatas': [{'path': [{'key': 'rank'}], 'value': {'double_match': {'range': {'start': 1, 'end': 3}}}}]}",
                "{'node_metadatas': [{'path': [{'key': 'absent'}], 'value': {'present_match': true}}]}",
                "{'node_metadatas': [{'path': [{'key': 'labels'}], 'value': {'present_match': true}}]}",
                "{'node_metadatas': [{'path': [{'key': 'canary'}], 'value': {'string_match': {'exact': 'true'}}}]}",
                "{'node_id': {'prefix': 'Router'}, 'node_metadatas': [{'path': [{'key': 'canary'}], 'value': {'bool_match': false}}]}"
            })
    void itDoesNotFit(String matcher) throws Exception {
        assertThat(fits(matcher)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'node_id': {}}",
                "{'node_id': {'safe_regex': {'regex': '('}}}",
                "{'node_metadatas': [{'value': {'bool_match': true}}]}",
                "{'node_metadatas': [{'path': [{'key': 'zone'}]}]}"
            })
    void itMeansNothing(String matcher) {
        assertThatThrownBy(() -> fits(matcher)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutAMatcherAllFit() throws Exception {
        assertThat(NodeMatchers.of(List.of()).match(node())).isTrue();
    }

    private static boolean fits(String matcher) throws InvalidProtocolBufferException {
        NodeMatcher.Builder parsed = NodeMatcher.newBuilder();
        JsonFormat.parser().merge(matcher.replace('\'', '"'), parsed);
        return NodeMatchers.of(List.of(parsed.build())).match(node());
    }

    private static Node node() throws InvalidProtocolBufferException {
        Node.Builder node = Node.newBuilder();
        JsonFormat.parser().merge(NODE, node);
        return node.build();
    }
}
