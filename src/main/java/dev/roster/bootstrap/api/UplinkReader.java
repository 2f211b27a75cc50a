package dev.roster.bootstrap.api;

import dev.roster.bootstrap.RosterAddress;
import dev.roster.bootstrap.Transport;
import dev.roster.bootstrap.Uplink;
import dev.roster.registry.Addresses;
import dev.roster.request.BadRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads how a client is to reach Roster; what nobody said is as this request reached it. Immutable. */
@Singleton
final class UplinkReader {
    private static final Pattern DNS_NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_-]{1,63})*\\.?");
    /** A URI's own host is none where it has an underscore, as the names of containers may. */
    private static final Pattern AUTHORITY = Pattern.compile("(?:[^@]*@)?(\\[[^]]*]|[^:]*)(?::([0-9]+))?");

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
        Matcher here = AUTHORITY.matcher(Objects.requireNonNullElse(request.getRawAuthority(), ""));
        boolean known = here.matches();
        String host = query.xdsAddress() == null && known ? unbracketed(here.group(1)) : query.xdsAddress();
        String port = query.httpPort() == null && known ? here.group(2) : query.httpPort();
        if (host == null
                || (Addresses.canonical(host).isEmpty()
                        && !DNS_NAME.matcher(host).matches())) {
            throw BadRequest.parameter(
                    "xds_address", Objects.requireNonNullElse(host, ""), "must be an IP address or a DNS name");
        }
        return new RosterAddress(
                host,
                Ports.read("xds_port", query.xdsPort(), 1, grpcPort),
                Ports.read("http_port", port, 1, "https".equals(request.getScheme()) ? HTTPS : HTTP));
    }

    /** In a URI, and nowhere else, an IPv6 address stands in brackets. */
    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
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
