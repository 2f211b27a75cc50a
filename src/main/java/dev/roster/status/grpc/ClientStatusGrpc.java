package dev.roster.status.grpc;

import dev.roster.request.Page;
import dev.roster.status.ConnectedNode;
import dev.roster.status.Fleet;
import dev.roster.status.NodeFilter;
import io.envoyproxy.envoy.service.status.v3.ClientConfig;
import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;
import io.envoyproxy.envoy.service.status.v3.MutinyClientStatusDiscoveryServiceGrpc.ClientStatusDiscoveryServiceImplBase;
import io.grpc.Status;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** CSDS: what the clients that match have. Thread-safe. */
@GrpcService
final class ClientStatusGrpc extends ClientStatusDiscoveryServiceImplBase {
    private static final int NODES_AT_ONCE = 200;
    private static final int LARGEST = 32 * 1024 * 1024;

    private final Fleet fleet;
    private final ClientConfigs configs;

    ClientStatusGrpc(Fleet fleet, ClientConfigs configs) {
        this.fleet = fleet;
        this.configs = configs;
    }

    @Override
    public Multi<ClientStatusResponse> streamClientStatus(Multi<ClientStatusRequest> requests) {
        return requests.onItem().transformToUniAndConcatenate(this::fetchClientStatus);
    }

    @Override
    public Uni<ClientStatusResponse> fetchClientStatus(ClientStatusRequest request) {
        try {
            NodeMatchers matchers = NodeMatchers.of(request.getNodeMatchersList());
            return more(new Collected(matchers), "").map(Collected::response);
        } catch (IllegalArgumentException e) {
            return Uni.createFrom()
                    .failure(Status.INVALID_ARGUMENT
                            .withDescription("node_matchers: " + e.getMessage())
                            .asRuntimeException());
        }
    }

    /** Takes the nodes page by page, so that those that do not match never are in memory all at once. */
    private Uni<Collected> more(Collected collected, String after) {
        return fleet.page(new Page.Request(after, NODES_AT_ONCE), NodeFilter.ANY)
                .chain(page -> {
                    collected.add(page.what().items());
                    String last = page.what().last();
                    return last == null ? Uni.createFrom().item(collected) : more(collected, last);
                });
    }

    /** A response in the making. Not thread-safe: one page after the other. */
    private final class Collected {
        private final NodeMatchers matchers;
        private final ClientStatusResponse.Builder response = ClientStatusResponse.newBuilder();
        private long size;

        Collected(NodeMatchers matchers) {
            this.matchers = matchers;
        }

        void add(List<ConnectedNode> nodes) {
            for (ConnectedNode node : nodes) {
                if (matchers.match(node.info().node())) {
                    ClientConfig config = configs.of(node);
                    size += config.getSerializedSize();
                    if (size > LARGEST) {
                        throw Status.RESOURCE_EXHAUSTED
                                .withDescription(
                                        "more clients than fit into one answer: ask for fewer by node_matchers")
                                .asRuntimeException();
                    }
                    response.addConfig(config);
                }
            }
        }

        ClientStatusResponse response() {
            return response.build();
        }
    }
}
