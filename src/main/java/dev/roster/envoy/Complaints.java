package dev.roster.envoy;

/** Takes what is wrong with a resource. */
@FunctionalInterface
public interface Complaints {
    /** For a walk over what was checked before. */
    Complaints NONE = (at, value, rule) -> {};

    void violate(FieldPath at, Object value, String rule);
}
