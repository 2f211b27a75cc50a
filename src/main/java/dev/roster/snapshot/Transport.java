package dev.roster.snapshot;

/** The way a client came, which is the way its generated clusters tell it to fetch their endpoints. */
public enum Transport {
    /** The aggregated stream, delta or state of the world. */
    ADS,
    /** A state-of-the-world stream of one type. */
    GRPC,
    /** A delta stream of one type. */
    DELTA_GRPC,
    /** REST-JSON polling. */
    REST,
    /** Files in a folder: which file, only who writes it can tell. */
    FILES
}
