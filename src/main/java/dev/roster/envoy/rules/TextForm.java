package dev.roster.envoy.rules;

import com.google.common.net.InetAddresses;
import com.google.re2j.Pattern;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.function.Predicate;

/** The forms of text that a rule asks for by name. Immutable. */
@SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
enum TextForm {
    EMAIL("an email address", TextForm::isEmail),
    HOSTNAME("a host name", TextForm::isHostname),
    IP("an IP address", TextForm::isIp),
    IPV4("an IPv4 address", text -> isIp(text) && text.indexOf(':') < 0),
    IPV6("an IPv6 address", text -> isIp(text) && text.indexOf(':') >= 0),
    ADDRESS("a host name or an IP address", text -> isIp(text) || isHostname(text)),
    URI("an absolute URI", text -> isUri(text, true)),
    URI_REF("a URI", text -> isUri(text, false)),
    UUID("a UUID", matching("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")),
    HEADER_NAME("the name of an HTTP header", matching(":?[0-9a-zA-Z!#$%&'*+-.^_|~\\x60]+")),
    HEADER_VALUE("the value of an HTTP header", matching("[^\\x00-\\x08\\x0A-\\x1F\\x7F]*")),
    /** What a rule for headers asks for that is not strict. */
    ONE_LINE("without NUL and line breaks", matching("[^\\x00\\x0A\\x0D]*"));

    private static final Predicate<String> LABEL = matching("[0-9a-zA-Z]([-0-9a-zA-Z]{0,61}[0-9a-zA-Z])?");
    private static final int LONGEST_HOSTNAME = 253;
    private static final int LONGEST_MAILBOX = 64;

    private final ValueRule rule;

    TextForm(String words, Predicate<String> fits) {
        this.rule = new ValueRule("must be " + words, value -> fits.test((String) value));
    }

    ValueRule rule() {
        return rule;
    }

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern)::matches;
    }

    private static boolean isEmail(String text) {
        int at = text.lastIndexOf('@');
        return at > 0
                && at <= LONGEST_MAILBOX
                && text.substring(0, at).chars().noneMatch(c -> c <= ' ')
                && isHostname(text.substring(at + 1));
    }

    private static boolean isHostname(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return name.length() <= LONGEST_HOSTNAME
                && Arrays.stream(name.split("\\.", -1)).allMatch(LABEL);
    }

    private static boolean isIp(String text) {
        return text.indexOf('%') < 0 && InetAddresses.isInetAddress(text);
    }

    private static boolean isUri(String text, boolean absolute) {
        try {
            return new java.net.URI(text).isAbsolute() || !absolute;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
