package dev.roster.xds.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Status;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class UnreadableRequestsTest {
    private final LogRecord line = new LogRecord(Level.SEVERE, "Exception while executing runnable");

    @Test
    void whatAClientsBytesCauseIsOneLine() {
        line.setThrown(Status.INTERNAL
                .withCause(new InvalidProtocolBufferException("too many levels of nesting"))
                .asRuntimeException());

        assertThat(new UnreadableRequests().isLoggable(line)).isTrue();
        assertThat(line.getThrown()).isNull();
        assertThat(line.getLevel()).isEqualTo(Level.INFO);
        assertThat(line.getMessage()).contains("too many levels of nesting");
    }

    @Test
    void whatElseGoesWrongIsLoggedAsItIs() {
        line.setThrown(Status.INTERNAL.withCause(new IllegalStateException()).asRuntimeException());

        assertThat(new UnreadableRequests().isLoggable(line)).isTrue();
        assertThat(line.getThrown()).isNotNull();
        assertThat(line.getLevel()).isEqualTo(Level.SEVERE);
    }
}
