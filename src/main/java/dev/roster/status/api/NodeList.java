package dev.roster.status.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.request.Page;
import dev.roster.rest.ListView;
import dev.roster.status.ConnectedNode;
import dev.roster.status.Seen;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of nodes. Immutable. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "NodeList")
record NodeList(
        List<NodeView> items,

        @Schema(description = "The cursor of the next page; absent on the last one") @Nullable String next,

        @Schema(description = "False while the database does not answer: only this replica's clients are there then")
        boolean complete) {
    NodeList {
        items = List.copyOf(items);
    }

    static NodeList of(Seen<Page<ConnectedNode>> page) {
        ListView<NodeView> view = ListView.of(page.what(), NodeView::of);
        return new NodeList(view.items(), view.next(), page.complete());
    }
}
