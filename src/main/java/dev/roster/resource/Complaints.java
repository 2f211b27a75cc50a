package dev.roster.resource;

/** Takes what is wrong with a resource. */
@FunctionalInterface
interface Complaints {
    /** For a walk over what was checked before. */
    Complaints NONE = (at, value, rule) -> {};

    void violate(FieldPath at, Object value, String rule);
}
