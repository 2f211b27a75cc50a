package dev.roster.resource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A resource name of the form {@code xdstp://authority/type/id?params}. Two that differ only in the order of their context
 * parameters, or in what of them is percent-encoded, name the same resource (P53). Immutable.
 *
 * @param id the path after the type, without the slash before it
 */
public record XdstpName(String authority, String type, String id, Map<String, String> params) {
    private static final String SCHEME = "xdstp://";
    private static final String GLOB = "*";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    public XdstpName {
        params = Map.copyOf(params);
    }

    /** The name as the server keeps and sends it: as it is, unless it has this form. */
    public static String canonical(String name) {
        return parse(name).map(XdstpName::toString).orElse(name);
    }

    /** The name of the glob collection that holds the resource of this canonical name, if it has this form. */
    public static Optional<String> collection(String canonical) {
        if (!canonical.startsWith(SCHEME)) {
            return Optional.empty();
        }
        int query = canonical.indexOf('?');
        String path = query < 0 ? canonical : canonical.substring(0, query);
        String params = canonical.substring(path.length());
        return Optional.of(path.substring(0, path.lastIndexOf('/') + 1) + GLOB + params);
    }

    /** Whether a canonical name stands for all resources under it. */
    public static boolean isCollection(String canonical) {
        return collection(canonical).filter(canonical::equals).isPresent();
    }

    static Optional<XdstpName> parse(String name) {
        if (!name.startsWith(SCHEME)) {
            return Optional.empty();
        }
        int query = name.indexOf('?');
        String[] path = (query < 0 ? name : name.substring(0, query))
                .substring(SCHEME.length())
                .split("/", 3);
        if (path.length < 2 || path[1].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new XdstpName(
                decode(path[0]),
                path[1],
                path.length < 3 ? "" : decode(path[2]),
                query < 0 ? Map.of() : params(name.substring(query + 1))));
    }

    private static SortedMap<String, String> params(String query) {
        SortedMap<String, String> params = new TreeMap<>();
        Arrays.stream(query.split("&"))
                .filter(param -> !param.isEmpty())
                .map(param -> param.split("=", 2))
                .forEach(param -> params.putIfAbsent(decode(param[0]), param.length < 2 ? "" : decode(param[1])));
        return params;
    }

    /** The canonical name, with that encoded which Envoy encodes: it knows a resource by this text. */
    @Override
    public String toString() {
        String query = params.entrySet().stream()
                .map(param -> encode(param.getKey(), "%#[]&=") + "=" + encode(param.getValue(), "%#[]&="))
                .sorted()
                .collect(Collectors.joining("&"));
        return SCHEME + encode(authority, "%/?#") + "/" + type
                + (id.isEmpty() ? "" : "/" + encode(id, "%:?#[]"))
                + (query.isEmpty() ? "" : "?" + query);
    }

    private static String encode(String text, String reserved) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b < ' ' || b >= '~' || reserved.indexOf(b) >= 0) {
                encoded.append('%').append(HEX[(b >> 4) & 0xf]).append(HEX[b & 0xf]);
            } else {
                encoded.append((char) b);
            }
        }
        return encoded.toString();
    }

    /** What is no escape stands for itself. */
    private static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%' && i + 2 < bytes.length && digit(bytes[i + 1]) >= 0 && digit(bytes[i + 2]) >= 0) {
                decoded.write(digit(bytes[i + 1]) << 4 | digit(bytes[i + 2]));
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    private static int digit(byte character) {
        return Character.digit((char) character, 16);
    }
}
