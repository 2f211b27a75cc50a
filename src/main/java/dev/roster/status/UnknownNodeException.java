package dev.roster.status;

/** No node of this id is connected to any replica; without a stack trace, for it is an answer and no bug. */
public final class UnknownNodeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String id;

    UnknownNodeException(String id) {
        super(id, null, false, false);
        this.id = id;
    }

    public String id() {
        return id;
    }
}
