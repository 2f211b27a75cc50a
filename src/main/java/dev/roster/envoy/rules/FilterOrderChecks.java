package dev.roster.envoy.rules;

import static java.util.function.Predicate.not;

import com.google.protobuf.Any;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import dev.roster.envoy.Packed;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A chain of filters ends with one that handles what the others pass on; which these are, Envoy has built in. */
final class FilterOrderChecks {
    static final List<MessageCheck<?>> ALL = List.of(
            MessageCheck.on(FilterChain.getDefaultInstance(), FilterOrderChecks::network),
            MessageCheck.on(HttpConnectionManager.getDefaultInstance(), FilterOrderChecks::http),
            MessageCheck.on(HttpProtocolOptions.getDefaultInstance(), FilterOrderChecks::upstream));

    /** Of the rest it is not known here, or they may be either. */
    private static final Order NETWORK = new Order(
            "envoy.extensions.filters.network.",
            Set.of(
                    "direct_response",
                    "dubbo_proxy",
                    "echo",
                    "http_connection_manager",
                    "redis_proxy",
                    "tcp_proxy",
                    "thrift_proxy"),
            Set.of(
                    "connection_limit",
                    "ext_authz",
                    "ext_proc",
                    "local_ratelimit",
                    "mongo_proxy",
                    "ratelimit",
                    "rbac",
                    "set_filter_state",
                    "sni_cluster",
                    "sni_dynamic_forward_proxy",
                    "zookeeper_proxy")::contains);

    private static final String HTTP_PACKAGE = "envoy.extensions.filters.http.";

    /** All others pass on, and so does one of a dynamic module, if that is how it was written. */
    private static final Set<String> MAY_END_HTTP = Set.of("router", "upstream_codec", "dynamic_modules");

    private static final Order HTTP = new Order(HTTP_PACKAGE, Set.of("router"), not(MAY_END_HTTP::contains));
    private static final Order UPSTREAM =
            new Order(HTTP_PACKAGE, Set.of("upstream_codec"), not(MAY_END_HTTP::contains));

    private FilterOrderChecks() {}

    private static void network(FilterChain chain, FieldPath at, Findings findings) {
        List<Any> configs =
                chain.getFiltersList().stream().map(Filter::getTypedConfig).toList();
        NETWORK.check(configs, at.field("filters"), findings);
    }

    private static void http(HttpConnectionManager manager, FieldPath at, Findings findings) {
        HTTP.check(configs(manager.getHttpFiltersList()), at.field("http_filters"), findings);
        for (int i = 0; i < manager.getUpgradeConfigsCount(); i++) {
            HTTP.check(
                    configs(manager.getUpgradeConfigs(i).getFiltersList()),
                    at.field("upgrade_configs").item(i).field("filters"),
                    findings);
        }
    }

    private static void upstream(HttpProtocolOptions options, FieldPath at, Findings findings) {
        UPSTREAM.check(configs(options.getHttpFiltersList()), at.field("http_filters"), findings);
    }

    private static List<Any> configs(List<HttpFilter> filters) {
        return filters.stream().map(HttpFilter::getTypedConfig).toList();
    }

    /** Filters of one package that can only be the last of a chain, and filters that cannot be the last. Immutable. */
    private record Order(String parent, Set<String> last, Predicate<String> passesOn) {
        void check(List<Any> configs, FieldPath at, Findings findings) {
            List<String> filters = configs.stream().map(this::filter).toList();
            int end = filters.size() - 1;
            for (int i = 0; i < end; i++) {
                if (last.contains(filters.get(i))) {
                    findings.violate(at.item(i), filters.get(i), "must be the last filter");
                    return;
                }
            }
            if (end >= 0 && !filters.get(end).isEmpty() && passesOn.test(filters.get(end))) {
                findings.violate(at.item(end), filters.get(end), "must be followed by one that ends the chain");
            }
        }

        /** The package of the filter's configuration, or nothing for one that is not Envoy's own. */
        private String filter(Any config) {
            String type = Packed.of(config).typeName();
            return type.startsWith(parent) ? type.substring(parent.length(), type.indexOf('.', parent.length())) : "";
        }
    }
}
