package dev.roster.resource.api;

import dev.roster.envoy.ResourceType;
import dev.roster.request.BadRequest;
import dev.roster.resource.Draft;
import dev.roster.rest.Flags;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Whom a list is for, and whether it is all that there is to be. Immutable. */
record BatchScope(
        @Parameter(description = "The node group (node.cluster) that they are for; without: everyone")
        @RestQuery
        @Nullable String group,

        @Parameter(description = "Removes what the group holds of the types in the list and the list does not name")
        @RestQuery
        @Nullable String prune,

        @Parameter(description = "With prune: types, joined by commas, that the list may be empty of")
        @RestQuery
        @Nullable String types) {
    /** The group; what cannot be understood is refused before the body is read. */
    String checkedGroup() {
        if (types != null && !isPruned()) {
            throw BadRequest.parameter("types", types, "means something only with prune=true");
        }
        named();
        return Target.group(group);
    }

    /** The types of which the group is to hold nothing but these. */
    Set<ResourceType> pruned(List<Draft> drafts) {
        Set<ResourceType> pruned = EnumSet.noneOf(ResourceType.class);
        if (isPruned()) {
            pruned.addAll(named());
            drafts.forEach(draft -> pruned.add(draft.resource().key().type()));
        }
        return pruned;
    }

    private boolean isPruned() {
        return Flags.flag("prune", prune);
    }

    private Set<ResourceType> named() {
        Set<ResourceType> named = EnumSet.noneOf(ResourceType.class);
        for (String type : types == null ? new String[0] : types.split(",", -1)) {
            named.add(ResourceType.ofPath(type.strip())
                    .orElseThrow(() -> BadRequest.parameter("types", type, "must be types joined by commas")));
        }
        return named;
    }
}
