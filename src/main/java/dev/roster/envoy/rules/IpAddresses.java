package dev.roster.envoy.rules;

import com.google.common.net.InetAddresses;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;

/** Addresses where Envoy resolves no names. */
final class IpAddresses {
    private IpAddresses() {}

    static void check(Address address, FieldPath at, Findings findings) {
        SocketAddress socket = address.getSocketAddress();
        if (!address.hasSocketAddress() || !socket.getResolverName().isEmpty()) {
            return;
        }
        FieldPath field = at.field("socket_address");
        if (!socket.getAddress().isEmpty() && !isIp(socket.getAddress())) {
            findings.violate(field.field("address"), socket.getAddress(), "must be an IP address here");
        }
        if (socket.hasNamedPort()) {
            findings.violate(field.field("named_port"), socket.getNamedPort(), "must be a port_value here");
        }
    }

    /** With the zone that a link-local address may name. */
    static boolean isIp(String text) {
        int zone = text.indexOf('%');
        return InetAddresses.isInetAddress(zone < 0 ? text : text.substring(0, zone));
    }
}
