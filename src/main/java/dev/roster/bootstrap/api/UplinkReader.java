package dev.roster.bootstrap.api;

import dev.roster.bootstrap.RosterAddress;
import dev.roster.bootstrap.Transport;
import dev.roster.bootstrap.Uplink;
import dev.roster.registry.Addresses;
import dev.roster.request.BadRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads how a client is to reach Roster; what nobody said is as this request reached it. Immutable. */
@Singleton
final class UplinkReader {
    private static final Pattern DNS_NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_-]{1,63})*\\.?");
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final int grpcPort;

    UplinkReader(@ConfigProperty(name = "quarkus.grpc.server.port") int grpcPort) {
        this.grpcPort = grpcPort;
    }

    /** The uplink by the transport of the query. */
    Uplink uplink(UplinkQuery query, URI request) {
        String word = query.transport() == null ? Transport.DELTA_ADS.word() : query.transport();
        Transport transport = Transport.of(word)
                .orElseThrow(() -> BadRequest.parameter("transport", word, "must be one of " + Transport.words()));
        return new Uplink(transport, roster(query, request), directory(transport, query.directory()));
    }

    RosterAddress roster(UplinkQuery query, URI request) {
        String host = query.xdsAddress() == null ? unbracketed(request.getHost()) : query.xdsAddress();
        if (Addresses.canonical(host).isEmpty() && !DNS_NAME.matcher(host).matches()) {
            throw BadRequest.parameter("xds_address", host, "must be an IP address or a DNS name");
        }
        return new RosterAddress(
                host,
                Ports.read("xds_port", query.xdsPort(), 1, grpcPort),
                Ports.read("http_port", query.httpPort(), 1, port(request)));
    }

    /** In a URI, and nowhere else, an IPv6 address stands in brackets. */
    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(URI request) {
        if (request.getPort() > 0) {
            return request.getPort();
        }
        return "https".equals(request.getScheme()) ? HTTPS : HTTP;
    }

    private static String directory(Transport transport, @Nullable String directory) {
        if (transport != Transport.FILES) {
            return "";
        }
        if (directory == null || !directory.startsWith("/")) {
            throw BadRequest.parameter(
                    "directory",
                    directory == null ? "" : directory,
                    "must be the absolute path of the folder on the client's machine that Roster's files are in");
        }
        return directory.length() > 1 && directory.endsWith("/")
                ? directory.substring(0, directory.length() - 1)
                : directory;
    }
}
