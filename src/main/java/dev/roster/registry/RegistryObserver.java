package dev.roster.registry;

/** Told what the registry did; called on the thread that did it, so implementations must not block. */
public interface RegistryObserver {
    /** An endpoint was stored: a new one, or one that was there and got the attributes sent. */
    default void registered(boolean created) {}

    /** So many endpoints were removed. */
    default void deregistered(int count) {}

    /** A request was answered with this. */
    default void refused(Refusal refusal) {}
}
