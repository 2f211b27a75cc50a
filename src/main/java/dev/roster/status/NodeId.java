package dev.roster.status;

import dev.roster.xds.StreamInfo;
import java.util.regex.Pattern;

/** The ids under which nodes are known: a client may send anything, but not everything can be stored, listed and asked for. */
public final class NodeId {
    private static final int LONGEST = 256;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cs}\uFFFD]");

    private NodeId() {}

    /** The id of the client of this stream: as it says, but in one line of printable text, and cut. */
    public static String of(StreamInfo client) {
        String id = client.node().getId();
        String cut = id.length() <= LONGEST ? id : id.substring(0, LONGEST);
        return UNPRINTABLE.matcher(cut).replaceAll("_");
    }
}
