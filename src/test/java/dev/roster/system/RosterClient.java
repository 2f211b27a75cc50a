package dev.roster.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Roster's REST API in the words of who registers; every call expects to succeed unless it says otherwise. */
final class RosterClient implements AutoCloseable {
    private final Http http;

    RosterClient(int port) {
        this.http = new Http(port);
    }

    /** Registers with the default service: an address, a port and nothing else. */
    String register(Upstream upstream) {
        return id(tryRegister(Optional.empty(), upstream.port()));
    }

    String register(String service, Upstream upstream) {
        return id(tryRegister(Optional.of(service), upstream.port()));
    }

    /** Registers and returns whatever the answer is. */
    Answer tryRegister(Optional<String> service, int port) {
        return send("POST", "/endpoints", endpoint(service, port).toString());
    }

    /** Registers an address of this machine with attributes of the caller's. */
    String register(String service, int port, String attributes) {
        ObjectNode endpoint = endpoint(Optional.of(service), port);
        endpoint.setAll((ObjectNode) Answer.json(attributes));
        return id(send("POST", "/endpoints", endpoint.toString()));
    }

    private static ObjectNode endpoint(Optional<String> service, int port) {
        ObjectNode endpoint = JsonNodeFactory.instance.objectNode();
        endpoint.put("address", "127.0.0.1");
        endpoint.put("port_value", port);
        service.ifPresent(name -> endpoint.put("service", name));
        return endpoint;
    }

    /** Changes attributes of an endpoint. */
    void patch(String id, String json) {
        Answer answer = http.send("PATCH", "/endpoints/" + id, new Http.Body("application/merge-patch+json", json));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static String id(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
        return answer.json().path("id").asText();
    }

    void deregister(String id) {
        Answer answer = http.delete("/endpoints/" + id);
        assertThat(answer.status()).as(answer.body()).isIn(200, 204);
    }

    void putService(String service, String json) {
        Answer answer = send("PUT", "/v1/services/" + service, json);
        assertThat(answer.status()).as(answer.body()).isIn(200, 201, 204);
    }

    /** Writes a resource of a node group. */
    void putResource(String type, String group, String name, String json) {
        Answer answer = send("PUT", "/v1/resources/" + type + "/" + name + "?group=" + group, json);
        assertThat(answer.status()).as(answer.body()).isIn(200, 201);
    }

    /** The ids of all endpoints, page by page. */
    List<String> endpoints() {
        List<String> ids = new ArrayList<>();
        String query = "";
        do {
            Answer answer = http.get("/endpoints" + query);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            var page = answer.json();
            page.required("items")
                    .forEach(endpoint -> ids.add(endpoint.path("id").asText()));
            query = page.hasNonNull("next") ? "?cursor=" + page.path("next").asText() : "";
        } while (!query.isEmpty());
        return ids;
    }

    /** Applies a list of resources as Envoy's files hold it to a node group. */
    Answer apply(String group, String yaml, String... options) {
        Answer answer = tryApply(group, yaml, options);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** Applies and returns whatever the answer is. */
    Answer tryApply(String group, String yaml, String... options) {
        String query =
                Stream.concat(Stream.of("group=" + group), Stream.of(options)).collect(Collectors.joining("&"));
        return http.send("POST", "/v1/resources?" + query, new Http.Body("application/yaml", yaml));
    }

    /** The bootstrap of a client of this node group: YAML for an Envoy, JSON for a gRPC client. */
    String bootstrap(String transport, String group, String... options) {
        String query = Stream.concat(
                        Stream.of("node_id=client-1", "admin_port=0", "cluster=" + group, "transport=" + transport),
                        Stream.of(options))
                .collect(Collectors.joining("&"));
        Answer answer = http.get("/v1/bootstrap?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** What became of a static file. */
    JsonNode importFile(String yaml, String... options) {
        Answer answer =
                http.send("POST", "/v1/import?" + String.join("&", options), new Http.Body("application/yaml", yaml));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    Answer get(String path) {
        return http.get(path);
    }

    Answer send(String method, String path, String json) {
        return http.send(method, path, json);
    }

    @Override
    public void close() {
        http.close();
    }
}
