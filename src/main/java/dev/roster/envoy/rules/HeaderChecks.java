package dev.roster.envoy.rules;

import com.google.protobuf.Message;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster.ClusterWeight;
import java.util.List;

/** Headers that routes add and remove: those by which requests are routed are not among them. */
final class HeaderChecks {
    static final List<MessageCheck<?>> ALL = List.of(
            MessageCheck.on(RouteConfiguration.getDefaultInstance(), HeaderChecks::headers),
            MessageCheck.on(VirtualHost.getDefaultInstance(), HeaderChecks::headers),
            MessageCheck.on(Route.getDefaultInstance(), HeaderChecks::headers),
            MessageCheck.on(ClusterWeight.getDefaultInstance(), HeaderChecks::headers));

    private HeaderChecks() {}

    /** The four have the same fields. */
    private static void headers(Message message, FieldPath at, Findings findings) {
        for (String direction : List.of("request", "response")) {
            String added = direction + "_headers_to_add";
            List<?> options = list(message, added);
            for (int i = 0; i < options.size(); i++) {
                String name = ((HeaderValueOption) options.get(i)).getHeader().getKey();
                check(name, at.field(added).item(i).field("header").field("key"), findings);
            }
            String removed = direction + "_headers_to_remove";
            List<?> names = list(message, removed);
            for (int i = 0; i < names.size(); i++) {
                check((String) names.get(i), at.field(removed).item(i), findings);
            }
        }
    }

    private static List<?> list(Message message, String field) {
        return (List<?>) message.getField(message.getDescriptorForType().findFieldByName(field));
    }

    private static void check(String name, FieldPath at, Findings findings) {
        if (name.startsWith(":") || name.equalsIgnoreCase("host")) {
            findings.violate(at, name, "must be neither host nor a pseudo header");
        }
    }
}
