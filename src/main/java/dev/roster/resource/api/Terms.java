package dev.roster.resource.api;

import dev.roster.resource.Condition;
import dev.roster.resource.Intent;
import dev.roster.rest.Asker;
import jakarta.ws.rs.BeanParam;

/** On which terms one resource is changed. Immutable. */
record Terms(@BeanParam Asker asker, @BeanParam Preconditions preconditions) {
    Intent intent() {
        return new Intent(asker.author(), asker.dryRun());
    }

    Condition condition() {
        return preconditions.condition();
    }
}
