package dev.roster.xds;

import dev.roster.snapshot.Transport;
import io.envoyproxy.envoy.config.core.v3.Node;

/** Which client a stream belongs to, from its first message (P60), and how it came. Immutable. */
public record StreamInfo(Node node, Transport transport, boolean delta) {}
