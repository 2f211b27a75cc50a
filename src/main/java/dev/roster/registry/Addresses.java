package dev.roster.registry;

import com.google.common.net.InetAddresses;
import java.util.Optional;

/** Addresses in the one form in which they are compared and stored. */
public final class Addresses {
    private static final int LONGEST = 45;

    private Addresses() {}

    /**
     * The canonical form of an IP literal (RFC 5952; an IPv4 address mapped into IPv6 becomes IPv4), or nothing when the
     * text is a host name, has a zone id or is no address at all.
     */
    public static Optional<String> canonical(String literal) {
        boolean ip = literal.length() <= LONGEST
                && literal.chars().allMatch(c -> c < 128)
                && literal.indexOf('%') < 0
                && InetAddresses.isInetAddress(literal);
        return ip ? Optional.of(InetAddresses.toAddrString(InetAddresses.forString(literal))) : Optional.empty();
    }
}
