package dev.roster.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.request.Page;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a list. Immutable. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ListView<T>(
        List<T> items,

        @Schema(description = "The cursor of the next page; absent on the last one") @Nullable String next) {
    public ListView {
        items = List.copyOf(items);
    }

    public static <D, T> ListView<T> of(Page<D> page, Function<D, T> view) {
        return new ListView<>(page.items().stream().map(view).toList(), Cursor.of(page.last()));
    }
}
