package dev.roster.status;

import dev.roster.request.Page;
import dev.roster.request.UnavailableException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every client that is connected, to whichever replica: to this one as it is now, to the others as they told it last.
 * While the database does not answer only this replica's are known, and the answer says so. Thread-safe.
 */
@Singleton
public final class Fleet {
    private final OwnStreams own;
    private final Others others;

    Fleet(OwnStreams own, Others others) {
        this.own = own;
        this.others = others;
    }

    /** Nodes in the order of their ids. */
    public Uni<Seen<Page<ConnectedNode>>> page(Page.Request request, NodeFilter filter) {
        return own.connected()
                .chain(ours -> others.heads().chain(theirs -> {
                    Page<String> ids = ids(Stream.concat(heads(ours), theirs.what().stream()), request, filter);
                    return nodes(ids.items(), ours)
                            .map(nodes -> new Seen<>(
                                    new Page<>(nodes.what(), ids.last()), theirs.complete() && nodes.complete()));
                }));
    }

    /**
     * The node of this id; fails with {@link UnknownNodeException} when it is not connected, and with {@link
     * UnavailableException} when it is not known whether it is.
     */
    public Uni<Seen<ConnectedNode>> node(String id) {
        return own.connected().chain(ours -> nodes(List.of(id), ours)).map(nodes -> {
            if (nodes.what().isEmpty()) {
                throw nodes.complete() ? new UnknownNodeException(id) : new UnavailableException();
            }
            return new Seen<>(nodes.what().getFirst(), nodes.complete());
        });
    }

    private static Stream<StreamHead> heads(List<ConnectedStream> streams) {
        return streams.stream().map(ConnectedStream::head);
    }

    private static Page<String> ids(Stream<StreamHead> streams, Page.Request request, NodeFilter filter) {
        Map<String, List<StreamHead>> nodes = streams.filter(
                        stream -> key(stream.nodeId()).compareTo(request.after()) > 0)
                .collect(Collectors.groupingBy(StreamHead::nodeId, TreeMap::new, Collectors.toList()));
        List<String> ids = nodes.entrySet().stream()
                .filter(node -> filter.matches(node.getValue()))
                .map(Map.Entry::getKey)
                .limit(request.limit() + 1L)
                .toList();
        return Page.of(ids, request, Fleet::key);
    }

    /** Orders nodes; none is empty, as an id may be. */
    private static String key(String id) {
        return "=" + id;
    }

    private Uni<Seen<List<ConnectedNode>>> nodes(Collection<String> ids, List<ConnectedStream> ours) {
        Set<String> wanted = new HashSet<>(ids);
        return others.streams(ids).map(theirs -> {
            Map<String, List<ConnectedStream>> nodes = Stream.concat(ours.stream(), theirs.what().stream())
                    .filter(stream -> wanted.contains(stream.nodeId()))
                    .collect(Collectors.groupingBy(ConnectedStream::nodeId, TreeMap::new, Collectors.toList()));
            return new Seen<>(
                    nodes.entrySet().stream()
                            .map(node -> new ConnectedNode(node.getKey(), node.getValue()))
                            .toList(),
                    theirs.complete());
        });
    }
}
