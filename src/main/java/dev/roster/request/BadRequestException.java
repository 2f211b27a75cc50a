package dev.roster.request;

/** Carries a {@link BadRequest} to the edge's mapper; without a stack trace, for it is an answer and no bug. */
public final class BadRequestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient BadRequest reason;

    public BadRequestException(BadRequest reason) {
        super(reason.toString(), null, false, false);
        this.reason = reason;
    }

    public BadRequest reason() {
        return reason;
    }
}
