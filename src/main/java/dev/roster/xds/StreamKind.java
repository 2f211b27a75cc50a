package dev.roster.xds;

import com.google.protobuf.MessageLite;
import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.Transport;
import java.util.Optional;

/**
 * What a stream speaks and of what.
 *
 * @param only the one type of a per-type service; none on the aggregated one
 */
public record StreamKind<Q, R extends MessageLite>(Variant<Q, R> variant, Optional<ResourceType> only) {
    private static final int LONGEST = 2048;

    Transport transport() {
        if (only.isEmpty()) {
            return Transport.ADS;
        }
        return variant.isDelta() ? Transport.DELTA_GRPC : Transport.GRPC;
    }

    /** The type that a request is about. */
    String typeUrl(Q request) {
        String asked = variant.typeUrl(request);
        if (asked.length() > LONGEST) {
            throw new StreamRefused.TooMuch("characters of type_url", LONGEST);
        }
        if (only.isEmpty()) {
            if (asked.isEmpty()) {
                throw new StreamRefused.MissingTypeUrl();
            }
            return asked;
        }
        String served = only.get().typeUrl();
        if (!asked.isEmpty() && !asked.equals(served)) {
            throw new StreamRefused.WrongTypeUrl(asked, served);
        }
        return served;
    }
}
