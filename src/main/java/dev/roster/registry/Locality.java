package dev.roster.registry;

import java.util.Comparator;

/** Where an endpoint runs; an empty part is not known. Immutable. */
public record Locality(String region, String zone, String subZone) implements Comparable<Locality> {
    public static final Locality UNKNOWN = new Locality("", "", "");

    private static final Comparator<Locality> ORDER =
            Comparator.comparing(Locality::region).thenComparing(Locality::zone).thenComparing(Locality::subZone);

    @Override
    public int compareTo(Locality other) {
        return ORDER.compare(this, other);
    }
}
