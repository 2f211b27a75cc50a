package dev.roster.registry;

/** A write of which nothing was committed; the cause says why. Any other failure may come after the commit. */
public final class RolledBackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RolledBackException(Throwable cause) {
        super(cause);
    }
}
