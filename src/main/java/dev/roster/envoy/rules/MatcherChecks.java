package dev.roster.envoy.rules;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.roster.envoy.FieldPath;
import dev.roster.envoy.Findings;
import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import java.util.List;

/** What is matched: regular expressions and ranges of addresses. */
final class MatcherChecks {
    static final List<MessageCheck<?>> ALL = List.of(
            MessageCheck.on(RegexMatcher.getDefaultInstance(), MatcherChecks::regex),
            MessageCheck.on(CidrRange.getDefaultInstance(), MatcherChecks::range));

    private MatcherChecks() {}

    private static void regex(RegexMatcher matcher, FieldPath at, Findings findings) {
        try {
            Pattern.compile(matcher.getRegex());
        } catch (PatternSyntaxException e) {
            if (!isKnownToEnvoyOnly(e)) {
                findings.violate(
                        at.field("regex"),
                        matcher.getRegex(),
                        "must be a regular expression of RE2: " + e.getDescription());
            }
        }
    }

    /** What RE2 itself takes and its translation does not: single bytes, groups of one name, scripts of late. */
    private static boolean isKnownToEnvoyOnly(PatternSyntaxException e) {
        return e.getPattern().equals("\\C")
                || e.getPattern().startsWith("\\p")
                || e.getPattern().startsWith("\\P")
                || e.getDescription().contains("duplicate capture group name");
    }

    private static void range(CidrRange range, FieldPath at, Findings findings) {
        if (!range.getAddressPrefix().isEmpty() && !IpAddresses.isIp(range.getAddressPrefix())) {
            findings.violate(at.field("address_prefix"), range.getAddressPrefix(), "must be an IP address");
        }
    }
}
