package dev.roster.xds;

import java.time.Duration;

/** Why a stream is ended by the server. Each kind becomes one gRPC status, at the edge. */
public abstract sealed class StreamRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private StreamRefused(String message) {
        super(message);
    }

    /** The first full view is not there yet (P63). */
    public static final class NotReady extends StreamRefused {
        private static final long serialVersionUID = 1;

        NotReady() {
            super("the registry is still being read");
        }
    }

    /** A request without a type URL on the aggregated stream (P60). */
    public static final class MissingTypeUrl extends StreamRefused {
        private static final long serialVersionUID = 1;

        MissingTypeUrl() {
            super("type_url: is required on an aggregated stream");
        }
    }

    /** A request for another type than the service is for. */
    public static final class WrongTypeUrl extends StreamRefused {
        private static final long serialVersionUID = 1;

        WrongTypeUrl(String asked, String served) {
            super("type_url: '" + asked + "' is not served here, only '" + served + "'");
        }
    }

    /** This replica stops. */
    public static final class Leaving extends StreamRefused {
        private static final long serialVersionUID = 1;

        Leaving() {
            super("this replica stops; come to another one");
        }
    }

    /** The client did not read for too long what it was sent. */
    public static final class NotReading extends StreamRefused {
        private static final long serialVersionUID = 1;

        NotReading(Duration deadline) {
            super("nothing was read for " + deadline.toSeconds() + " s");
        }
    }

    /** A stream asked for more than it may hold. */
    public static final class TooMuch extends StreamRefused {
        private static final long serialVersionUID = 1;

        TooMuch(String field, int limit) {
            super(field + ": more than " + limit + " on one stream");
        }
    }
}
