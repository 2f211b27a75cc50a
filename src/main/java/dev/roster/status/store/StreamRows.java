package dev.roster.status.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roster.status.ConnectedStream;
import dev.roster.status.FleetStore.Report;
import dev.roster.status.NodeId;
import dev.roster.status.ReportedStream;
import dev.roster.xds.StreamInfo;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Streams as one array per column, the form in which {@code unnest} takes any number of them, and as rows. */
final class StreamRows {
    /** A node is written once for each stream; its metadata is the client's, who may put anything there. */
    private static final int LARGEST_NODE = 16 * 1024;

    private StreamRows() {}

    /** Adds what a report writes to the parameters of a statement. */
    static Tuple add(Tuple parameters, Report report) {
        List<ReportedStream> streams = report.streams();
        return parameters
                .addValue(report.closed().toArray(Long[]::new))
                .addValue(column(streams, ReportedStream::id, Long[]::new))
                .addValue(column(streams, stream -> NodeId.of(stream.info()), String[]::new))
                .addValue(column(
                        streams, stream -> Texts.id(stream.info().viewer().group()), String[]::new))
                .addValue(column(streams, stream -> stream.info().transportName(), String[]::new))
                .addValue(column(streams, stream -> bytes(node(stream)), Buffer[]::new))
                .addValue(column(streams, stream -> millis(report.at() - stream.openedAt()), Double[]::new))
                .addValue(column(streams, ReportedStream::inSync, Boolean[]::new))
                .addValue(column(streams, stream -> StoredTypes.encode(stream.types()), String[]::new));
    }

    private static <T> T[] column(
            List<ReportedStream> streams, Function<ReportedStream, T> value, IntFunction<T[]> array) {
        return streams.stream().map(value).toArray(array);
    }

    private static Node node(ReportedStream stream) {
        return stream.info().node();
    }

    private static Buffer bytes(Node node) {
        if (node.getSerializedSize() <= LARGEST_NODE) {
            return Buffer.buffer(node.toByteArray());
        }
        return Buffer.buffer(Node.newBuilder()
                .setId(Texts.id(node.getId()))
                .setCluster(Texts.id(node.getCluster()))
                .build()
                .toByteArray());
    }

    private static double millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    static ConnectedStream stream(Row row) {
        return new ConnectedStream(
                row.getString("name"),
                StreamInfo.of(node(row.getBuffer("node").getBytes()), row.getString("transport")),
                row.getOffsetDateTime("connected_at").toInstant(),
                StoredTypes.decode(row.getJsonArray("types")));
    }

    private static Node node(byte[] bytes) {
        try {
            return Node.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a stored node is none", e);
        }
    }
}
