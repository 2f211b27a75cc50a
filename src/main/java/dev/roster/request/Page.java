package dev.roster.request;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list in the order of its keys. Immutable.
 *
 * @param last the key after which the next page begins, or none when this is the last one
 */
public record Page<T>(List<T> items, @Nullable String last) {
    /** The most items that a page may hold. */
    public static final int MOST = 1000;

    public Page {
        items = List.copyOf(items);
    }

    /** What a query for one item more than the page holds came to. */
    public static <T> Page<T> of(List<T> items, Request request, Function<T, String> key) {
        if (items.size() <= request.limit()) {
            return new Page<>(items, null);
        }
        List<T> shown = items.subList(0, request.limit());
        return new Page<>(shown, key.apply(shown.getLast()));
    }

    /** Which part: up to {@code limit} items whose key is greater than {@code after}. Immutable. */
    public record Request(String after, int limit) {}
}
