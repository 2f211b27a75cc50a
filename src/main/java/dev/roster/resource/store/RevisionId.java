package dev.roster.resource.store;

import java.io.Serializable;

/** The primary key of {@code resource_history}. Immutable. */
record RevisionId(String type, String nodeGroup, String name, long revision) implements Serializable {
    private static final long serialVersionUID = 1;
}
