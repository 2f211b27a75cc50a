package dev.roster.resource;

import dev.roster.envoy.Typed;
import dev.roster.request.Violation;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.listener.v3.AdditionalAddress;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.ScopedRouteConfiguration.Key.Fragment;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that a resource has for itself within one Envoy. Immutable.
 *
 * @param key equal for all that claim the same
 * @param field where the resource claims it
 * @param value the same as it is written there
 */
record Claim(String key, String field, String value) {
    /** What this resource claims; most claim nothing. */
    static List<Claim> of(NamedResource resource) {
        return switch (resource.key().type()) {
            case SCOPED_ROUTE -> scope(Typed.as(ScopedRouteConfiguration.getDefaultInstance(), resource.message()));
            case LISTENER -> addresses(Typed.as(Listener.getDefaultInstance(), resource.message()));
            case VIRTUAL_HOST ->
                domains(resource.key().name(), Typed.as(VirtualHost.getDefaultInstance(), resource.message()));
            case CLUSTER, ENDPOINT, ROUTE, SECRET, RUNTIME, EXTENSION_CONFIG -> List.of();
        };
    }

    Violation violation(ResourceKey holder) {
        return new Violation(field, value, "must not be that of " + holder.name());
    }

    /** P54: of two scopes with one key, Envoy refuses the update that brings the second. */
    private static List<Claim> scope(ScopedRouteConfiguration scope) {
        List<String> fragments = scope.getKey().getFragmentsList().stream()
                .map(Fragment::getStringKey)
                .toList();
        return List.of(new Claim("scope " + String.join("\n", fragments), "key", String.join(", ", fragments)));
    }

    private static List<Claim> addresses(Listener listener) {
        List<Claim> claims = new ArrayList<>(address(listener.getAddress(), "address"));
        for (int i = 0; i < listener.getAdditionalAddressesCount(); i++) {
            AdditionalAddress additional = listener.getAdditionalAddresses(i);
            claims.addAll(address(additional.getAddress(), "additional_addresses[" + i + "].address"));
        }
        return claims;
    }

    /** Port 0 is a free one. */
    private static List<Claim> address(Address address, String field) {
        SocketAddress socket = address.getSocketAddress();
        String shown = socket.getAddress() + ":" + socket.getPortValue();
        return socket.getPortValue() == 0
                ? List.of()
                : List.of(new Claim("listen " + socket.getProtocol() + " " + shown, field, shown));
    }

    /** Virtual hosts of one route configuration are put together when they are asked for. */
    private static List<Claim> domains(String name, VirtualHost host) {
        String route = name.substring(0, name.lastIndexOf('/') + 1);
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < host.getDomainsCount(); i++) {
            String domain = host.getDomains(i);
            claims.add(
                    new Claim("domain " + route + " " + domain.toLowerCase(Locale.ROOT), "domains[" + i + "]", domain));
        }
        return claims;
    }
}
