package dev.roster.registry.store;

import dev.roster.registry.Page;
import java.util.List;
import java.util.function.Function;

/** Cuts pages out of what a query for one row more than the page holds came to. */
final class Pages {
    private Pages() {}

    static <T> Page<T> of(List<T> rows, Page.Request request, Function<T, String> key) {
        if (rows.size() <= request.limit()) {
            return new Page<>(rows, null);
        }
        List<T> items = rows.subList(0, request.limit());
        return new Page<>(items, key.apply(items.get(items.size() - 1)));
    }
}
