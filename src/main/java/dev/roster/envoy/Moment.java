package dev.roster.envoy;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import java.math.BigDecimal;
import java.util.Comparator;

/** What a {@code google.protobuf.Duration} or {@code Timestamp} says, whichever class holds it. Immutable. */
public record Moment(long seconds, int nanos) implements Comparable<Moment> {
    public static final Moment ZERO = new Moment(0, 0);

    private static final Comparator<Moment> ORDER =
            Comparator.comparingLong(Moment::seconds).thenComparingInt(Moment::nanos);

    public static Moment of(Message message) {
        Descriptor type = message.getDescriptorForType();
        return new Moment((long) message.getField(type.findFieldByName("seconds")), (int)
                message.getField(type.findFieldByName("nanos")));
    }

    @Override
    public int compareTo(Moment other) {
        return ORDER.compare(this, other);
    }

    /** As a duration is written in JSON: {@code 0.25s}. */
    @Override
    public String toString() {
        BigDecimal exact = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(nanos, 9));
        return exact.stripTrailingZeros().toPlainString() + "s";
    }
}
