package dev.roster.status.grpc;

import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.type.matcher.v3.NodeMatcher;
import java.util.List;
import java.util.function.Predicate;

/** Tells which nodes a request is about: those that any of its matchers fits, or all when it has none. Immutable. */
record NodeMatchers(List<Predicate<Node>> any) {
    NodeMatchers {
        any = List.copyOf(any);
    }

    /** Fails with {@link IllegalArgumentException} when a matcher means nothing. */
    static NodeMatchers of(List<NodeMatcher> matchers) {
        return new NodeMatchers(matchers.stream().map(NodeMatchers::one).toList());
    }

    boolean match(Node node) {
        return any.isEmpty() || any.stream().anyMatch(matcher -> matcher.test(node));
    }

    private static Predicate<Node> one(NodeMatcher matcher) {
        Predicate<Node> all = node -> true;
        if (matcher.hasNodeId()) {
            Predicate<String> id = StringMatchers.of(matcher.getNodeId());
            all = node -> id.test(node.getId());
        }
        return matcher.getNodeMetadatasList().stream()
                .map(ValueMatchers::of)
                .<Predicate<Node>>map(metadata -> node -> metadata.test(node.getMetadata()))
                .reduce(all, Predicate::and);
    }
}
