package dev.roster.status.grpc;

import static dev.roster.registry.api.RegistryClient.register;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.roster.RosterOnFreePorts;
import dev.roster.xds.grpc.DeltaClient;
import dev.roster.xds.grpc.DeltaClients;
import dev.roster.xds.grpc.WireType;
import io.envoyproxy.envoy.admin.v3.ClientResourceStatus;
import io.envoyproxy.envoy.service.status.v3.ClientConfig;
import io.envoyproxy.envoy.service.status.v3.ClientConfig.GenericXdsConfig;
import io.envoyproxy.envoy.service.status.v3.ClientStatusDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.status.v3.ClientStatusDiscoveryServiceGrpc.ClientStatusDiscoveryServiceBlockingStub;
import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;
import io.envoyproxy.envoy.service.status.v3.ConfigStatus;
import io.envoyproxy.envoy.type.matcher.v3.NodeMatcher;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the clients have, asked over the wire as Envoy's tools do. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
class ClientStatusTest {
    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int port;

    @RegisterExtension
    final DeltaClients clients = new DeltaClients();

    private ManagedChannel channel;

    @BeforeEach
    void openChannel() {
        register("discovered", 8081);
        channel = Grpc.newChannelBuilderForAddress("127.0.0.1", port, InsecureChannelCredentials.create())
                .build();
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void aNackIsAnErrorUntilTheRepairedVersionIsAccepted() {
        DeltaClient client = clients.aggregated();
        client.node("nacks", "csds")
                .subscribe(WireType.EDS, "discovered")
                .expectResources("discovered")
                .ack();
        String good = client.last().getResources(0).getVersion();
        register("discovered", 8082);
        client.expectResources("discovered").nack("malformed address");
        String bad = client.last().getResources(0).getVersion();

        GenericXdsConfig config = awaitStatus(ConfigStatus.ERROR);
        assertThat(config.getTypeUrl()).isEqualTo(WireType.EDS.url());
        assertThat(config.getName()).isEqualTo("discovered");
        assertThat(config.getVersionInfo()).isEqualTo(good);
        assertThat(config.getClientStatus()).isEqualTo(ClientResourceStatus.NACKED);
        assertThat(config.getErrorState().getDetails()).isEqualTo("malformed address");
        assertThat(config.getErrorState().getVersionInfo()).isEqualTo(bad);

        register("discovered", 8083);
        client.expectResources("discovered");
        assertThat(awaitStatus(ConfigStatus.STALE).getVersionInfo()).isEqualTo(good);
        client.ack();
        GenericXdsConfig repaired = awaitStatus(ConfigStatus.SYNCED);
        assertThat(repaired.hasErrorState()).isFalse();
        assertThat(repaired.getClientStatus()).isEqualTo(ClientResourceStatus.ACKED);
    }

    @Test
    void aVirtualHostIsThereOnceAndByItsOwnName() {
        given().contentType("application/json")
                .body("{\"name\": \"csds/host\", \"domains\": [\"a.example\", \"b.example\"]}")
                .put("/v1/resources/virtual-hosts/{name}", "csds/host")
                .then()
                .statusCode(201);
        clients.aggregated()
                .node("nacks", "csds")
                .subscribe(WireType.VHDS, "csds/a.example", "csds/b.example")
                .expectResources("csds/host")
                .nack("no");

        GenericXdsConfig config = awaitStatus(ConfigStatus.ERROR);
        assertThat(config.getTypeUrl()).isEqualTo(WireType.VHDS.url());
        assertThat(config.getName()).isEqualTo("csds/host");
        assertThat(nacking().getGenericXdsConfigsList()).hasSize(1);
    }

    @Test
    void onlyNodesThatAnyMatcherFitsAreShown() {
        clients.holding("discovered", "csds", "match-1", "match-2", "other-3");

        assertThat(nodes(id(StringMatcher.newBuilder().setPrefix("match-")))).containsExactly("match-1", "match-2");
        assertThat(nodes(id(StringMatcher.newBuilder().setExact("match-1")), regex(".*-3")))
                .containsExactly("match-1", "other-3");
        assertThat(nodes()).contains("match-1", "match-2", "other-3");
    }

    @Test
    void aMatcherThatMeansNothingIsRefused() {
        StatusRuntimeException refused = catchThrowableOfType(StatusRuntimeException.class, () -> nodes(regex("(")));

        assertThat(refused.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(refused.getStatus().getDescription()).contains("node_matchers", "RE2");
    }

    @Test
    void eachRequestOnAStreamIsAnswered() throws Exception {
        clients.holding("discovered", "csds", "streamed-1");
        List<ClientStatusResponse> answers = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        StreamObserver<ClientStatusRequest> requests = ClientStatusDiscoveryServiceGrpc.newStub(channel)
                .streamClientStatus(new StreamObserver<>() {
                    @Override
                    public void onNext(ClientStatusResponse answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void onError(Throwable error) {
                        end.completeExceptionally(error);
                    }

                    @Override
                    public void onCompleted() {
                        end.complete(null);
                    }
                });
        requests.onNext(request(regex("streamed-.*")));
        requests.onNext(request(regex("nobody")));
        requests.onCompleted();
        end.get(20, TimeUnit.SECONDS);

        assertThat(answers).extracting(ClientStatusResponse::getConfigCount).containsExactly(1, 0);
    }

    private GenericXdsConfig awaitStatus(ConfigStatus status) {
        await().untilAsserted(() ->
                assertThat(nacking().getGenericXdsConfigs(0).getConfigStatus()).isEqualTo(status));
        return nacking().getGenericXdsConfigs(0);
    }

    private ClientConfig nacking() {
        ClientStatusResponse answer = stub().fetchClientStatus(request(regex("nacks")));
        assertThat(answer.getConfigList()).hasSize(1);
        return answer.getConfig(0);
    }

    private List<String> nodes(NodeMatcher... matchers) {
        return stub().fetchClientStatus(request(matchers)).getConfigList().stream()
                .map(config -> config.getNode().getId())
                .toList();
    }

    private ClientStatusDiscoveryServiceBlockingStub stub() {
        return ClientStatusDiscoveryServiceGrpc.newBlockingStub(channel);
    }

    private static ClientStatusRequest request(NodeMatcher... matchers) {
        return ClientStatusRequest.newBuilder()
                .addAllNodeMatchers(List.of(matchers))
                .build();
    }

    private static NodeMatcher regex(String regex) {
        return id(StringMatcher.newBuilder()
                .setSafeRegex(RegexMatcher.newBuilder().setRegex(regex)));
    }

    private static NodeMatcher id(StringMatcher.Builder id) {
        return NodeMatcher.newBuilder().setNodeId(id).build();
    }
}
