package dev.roster.envoy.rules;

import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import io.envoyproxy.envoy.config.core.v3.SocketAddress.Protocol;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where a listener listens, and that it has something to do with a connection. */
final class ListenerChecks {
    static final List<MessageCheck<?>> ALL = List.of(
            MessageCheck.on(Listener.getDefaultInstance(), ListenerChecks::address),
            MessageCheck.on(Listener.getDefaultInstance(), ListenerChecks::chains),
            MessageCheck.on(Listener.getDefaultInstance(), ListenerChecks::chainNames),
            MessageCheck.on(HttpConnectionManager.getDefaultInstance(), ListenerChecks::upgrades));

    private ListenerChecks() {}

    private static void address(Listener listener, FieldPath at, Findings findings) {
        FieldPath field = at.field("address");
        if (listener.hasInternalListener() && listener.hasAddress()) {
            findings.violate(field, "", "must not be set for an internal_listener");
        } else if (!listener.hasInternalListener() && !listener.hasApiListener() && !listener.hasAddress()) {
            findings.violate(field, "", "is required without an api_listener or internal_listener");
        } else if (listener.getAddress().hasEnvoyInternalAddress()) {
            findings.violate(field.field("envoy_internal_address"), "", "must be an internal_listener instead");
        }
        IpAddresses.check(listener.getAddress(), field, findings);
        for (int i = 0; i < listener.getAdditionalAddressesCount(); i++) {
            FieldPath place = at.field("additional_addresses").item(i).field("address");
            IpAddresses.check(listener.getAdditionalAddresses(i).getAddress(), place, findings);
        }
    }

    private static void chains(Listener listener, FieldPath at, Findings findings) {
        FieldPath field = at.field("filter_chains");
        boolean none = listener.getFilterChainsCount() == 0 && !listener.hasDefaultFilterChain();
        if (isUdp(listener)) {
            if (!none && !listener.getUdpListenerConfig().hasQuicOptions()) {
                findings.violate(field, "", "must be empty for UDP without quic_options");
            }
        } else if (none && !listener.hasApiListener()) {
            findings.violate(field, "", "must not be empty without a default_filter_chain");
        }
    }

    private static boolean isUdp(Listener listener) {
        return listener.getAddress().getSocketAddress().getProtocol() == Protocol.UDP;
    }

    /** A matcher leads to chains by their names. */
    private static void chainNames(Listener listener, FieldPath at, Findings findings) {
        if (!listener.hasFilterChainMatcher()) {
            return;
        }
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < listener.getFilterChainsCount(); i++) {
            FilterChain chain = listener.getFilterChains(i);
            FieldPath field = at.field("filter_chains").item(i).field("name");
            if (chain.getName().isEmpty()) {
                findings.violate(field, "", "is required beside a filter_chain_matcher");
            } else if (!taken.add(chain.getName())) {
                findings.violate(field, chain.getName(), "must be unique beside a filter_chain_matcher");
            }
        }
    }

    private static void upgrades(HttpConnectionManager manager, FieldPath at, Findings findings) {
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < manager.getUpgradeConfigsCount(); i++) {
            String type = manager.getUpgradeConfigs(i).getUpgradeType();
            if (!taken.add(type.toLowerCase(Locale.ROOT))) {
                findings.violate(at.field("upgrade_configs").item(i).field("upgrade_type"), type, "must be unique");
            }
        }
    }
}
