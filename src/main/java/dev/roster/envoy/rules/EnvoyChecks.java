package dev.roster.envoy.rules;

import com.google.protobuf.Message;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of what Envoy checks when it takes a resource, beyond the rules in the descriptors. Each was seen to be
 * refused by Envoys 1.36 and 1.40, unless it only warns or says whose it is.
 */
final class EnvoyChecks {
    private static final Map<String, List<MessageCheck<?>>> BY_TYPE = Stream.of(
                    ClusterChecks.ALL,
                    BalancingChecks.ALL,
                    AssignmentChecks.ALL,
                    RouteChecks.ALL,
                    RouteActionChecks.ALL,
                    HeaderChecks.ALL,
                    MatcherChecks.ALL,
                    ListenerChecks.ALL,
                    FilterChainChecks.ALL,
                    FilterOrderChecks.ALL,
                    ExtensionChecks.ALL,
                    TlsChecks.ALL,
                    RuntimeChecks.ALL)
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(MessageCheck::typeName));

    private EnvoyChecks() {}

    static void check(Message message, FieldPath at, Findings findings) {
        BY_TYPE.getOrDefault(message.getDescriptorForType().getFullName(), List.of())
                .forEach(check -> check.check(message, at, findings));
    }
}
