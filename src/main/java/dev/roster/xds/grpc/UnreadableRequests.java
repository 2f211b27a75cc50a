package dev.roster.xds.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.StatusRuntimeException;
import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Shortens to one line the stack trace that gRPC logs as an error for each request that cannot be parsed: that is the fault
 * of its client, who could fill a disk with them. Immutable.
 */
@LoggingFilter(name = "unreadable-requests")
public final class UnreadableRequests implements Filter {
    @Override
    public boolean isLoggable(LogRecord line) {
        if (line.getThrown() instanceof StatusRuntimeException thrown
                && thrown.getCause() instanceof InvalidProtocolBufferException cause) {
            line.setLevel(Level.INFO);
            line.setMessage("A request cannot be read: " + cause.getMessage());
            line.setThrown(null);
        }
        return true;
    }
}
