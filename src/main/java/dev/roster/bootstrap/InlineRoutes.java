package dev.roster.bootstrap;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.roster.envoy.MessageRewriter;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The HTTP connection managers of a listener, wherever in it they are. Thread-safe. */
final class InlineRoutes {
    private static final String MANAGER = HttpConnectionManager.getDescriptor().getFullName();

    private InlineRoutes() {}

    /** The routes that stand in the listener, in the order of the walk. */
    static List<RouteConfiguration> of(Listener listener) {
        List<RouteConfiguration> routes = new ArrayList<>();
        change(listener, manager -> {
            if (manager.hasRouteConfig()) {
                routes.add(manager.getRouteConfig());
            }
            return manager;
        });
        return routes;
    }

    static Listener change(Listener listener, UnaryOperator<HttpConnectionManager> change) {
        return MessageRewriter.rewrite(listener, inner -> {
            if (!inner.getDescriptorForType().getFullName().equals(MANAGER)) {
                return inner;
            }
            HttpConnectionManager before = manager(inner);
            HttpConnectionManager after = change.apply(before);
            return after.equals(before) ? inner : after;
        });
    }

    private static HttpConnectionManager manager(Message message) {
        try {
            return HttpConnectionManager.parseFrom(message.toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message that was read is not one of its type", e);
        }
    }
}
