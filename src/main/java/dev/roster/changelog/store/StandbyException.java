package dev.roster.changelog.store;

/** A hot standby answered: it takes no writes, and its horizon means nothing on the primary. */
final class StandbyException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StandbyException() {
        super("the database is a hot standby (pg_is_in_recovery()); connect to the primary");
    }
}
