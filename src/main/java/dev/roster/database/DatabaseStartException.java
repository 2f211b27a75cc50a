package dev.roster.database;

/** The embedded database cannot be started; the message is for the user. */
final class DatabaseStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseStartException(String message) {
        super(message);
    }

    DatabaseStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
