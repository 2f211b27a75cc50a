package dev.roster.envoy.rules;

import com.google.common.net.InetAddresses;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Which connections a filter chain is for: no two chains may be for the same. */
final class FilterChainChecks {
    static final List<MessageCheck<?>> ALL = List.of(
            MessageCheck.on(Listener.getDefaultInstance(), FilterChainChecks::overlaps),
            MessageCheck.on(FilterChainMatch.getDefaultInstance(), FilterChainChecks::match));

    /** More combinations than a listener can sensibly have are not looked at. */
    private static final long MOST = 100_000;

    private FilterChainChecks() {}

    private static void overlaps(Listener listener, FieldPath at, Findings findings) {
        if (listener.hasFilterChainMatcher()) {
            return; // the matcher decides
        }
        Map<String, Integer> taken = new HashMap<>();
        for (int i = 0; i < listener.getFilterChainsCount(); i++) {
            int chain = i;
            FieldPath field = at.field("filter_chains").item(i).field("filter_chain_match");
            combinations(listener.getFilterChains(i).getFilterChainMatch())
                    .limit(MOST - Math.min(MOST, taken.size()))
                    .map(combination -> taken.putIfAbsent(combination, chain))
                    .filter(earlier -> earlier != null && earlier != chain)
                    .findFirst()
                    .ifPresent(earlier -> findings.violate(
                            field, "", "must not overlap with that of filter_chains[" + earlier + "]"));
        }
    }

    /** A chain is for every combination of what it lists; where it lists nothing, for all that no other chain lists. */
    private static Stream<String> combinations(FilterChainMatch match) {
        List<Stream<?>> criteria = List.of(
                Stream.of(match.getDestinationPort().getValue()),
                match.getPrefixRangesList().stream().map(FilterChainChecks::network),
                match.getServerNamesList().stream().map(FilterChainChecks::serverName),
                Stream.of(match.getTransportProtocol()),
                match.getApplicationProtocolsList().stream(),
                match.getDirectSourcePrefixRangesList().stream().map(FilterChainChecks::network),
                Stream.of(match.getSourceType()),
                match.getSourcePrefixRangesList().stream().map(FilterChainChecks::network),
                match.getSourcePortsList().stream());
        Stream<String> combinations = Stream.of("");
        for (Stream<?> criterion : criteria) {
            List<?> values = criterion.toList();
            List<?> listed = values.isEmpty() ? List.of("") : values;
            combinations = combinations.flatMap(others -> listed.stream().map(value -> others + "\n" + value));
        }
        return combinations;
    }

    private static String serverName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("*.") ? lower.substring(1) : lower;
    }

    /** The bits that are compared. */
    private static String network(CidrRange range) {
        String address = range.getAddressPrefix();
        if (!InetAddresses.isInetAddress(address)) {
            return address; // which is another violation
        }
        byte[] bytes = InetAddresses.forString(address).getAddress();
        int length = Math.min(range.getPrefixLen().getValue(), bytes.length * Byte.SIZE);
        BigInteger network = new BigInteger(1, bytes).shiftRight(bytes.length * Byte.SIZE - length);
        return bytes.length + ":" + network + "/" + length;
    }

    private static void match(FilterChainMatch match, FieldPath at, Findings findings) {
        for (int i = 0; i < match.getServerNamesCount(); i++) {
            String name = match.getServerNames(i);
            if (name.indexOf('*', name.startsWith("*.") ? 1 : 0) >= 0) {
                findings.violate(
                        at.field("server_names").item(i), name, "must not contain a wildcard but a leading \"*.\"");
            }
        }
        if (!match.getAddressSuffix().isEmpty() || match.hasSuffixLen()) {
            findings.violate(at.field("address_suffix"), match.getAddressSuffix(), "is not implemented by Envoy");
        }
    }
}
