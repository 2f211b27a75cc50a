package dev.roster.request;

/** The database does not answer, or not in time; the request may be tried again. Without a stack trace: it is an answer. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnavailableException() {
        super("the database did not answer in time", null, false, false);
    }
}
