package dev.roster.bootstrap;

import io.envoyproxy.envoy.config.core.v3.ApiConfigSource.ApiType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ways in which an Envoy can take its configuration from Roster. Immutable. */
public enum Transport {
    /** One delta stream for everything. */
    DELTA_ADS("delta-ads"),
    /** One state-of-the-world stream for everything. */
    ADS("ads"),
    /** A delta stream for each type. */
    DELTA("delta"),
    /** A state-of-the-world stream for each type. */
    GRPC("grpc"),
    /** REST-JSON polling. */
    REST("rest"),
    /** Files that Roster writes. */
    FILES("files");

    private final String word;

    Transport(String word) {
        this.word = word;
    }

    public static Optional<Transport> of(String word) {
        return Arrays.stream(values())
                .filter(transport -> transport.word.equals(word))
                .findFirst();
    }

    /** The words of all, for a message. */
    public static String words() {
        return Arrays.stream(values()).map(Transport::word).collect(Collectors.joining(", "));
    }

    public String word() {
        return word;
    }

    /** Whether one stream carries everything: what says so holds for both protocols. */
    boolean isAggregated() {
        return this == DELTA_ADS || this == ADS;
    }

    /** Which of its two protocols a stream speaks; the state of the world where there is none. */
    ApiType streamType() {
        return this == DELTA_ADS || this == DELTA ? ApiType.DELTA_GRPC : ApiType.GRPC;
    }
}
