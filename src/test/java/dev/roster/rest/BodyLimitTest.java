package dev.roster.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.Logged;
import dev.roster.TestPostgres;
import dev.roster.registry.RegistryAlone;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@TestProfile(RegistryAlone.class)
@WithTestResource(TestPostgres.class)
class BodyLimitTest {
    private static final int MEBIBYTE = 1024 * 1024;

    @TestHTTPResource("/v1/endpoints:batch")
    URI batch;

    @Test
    void aBodyOverTheLimitIsRefusedBeforeItIsSent() throws IOException {
        String answer = answerTo("Content-Length: 17000000", 0);
        assertThat(answer).startsWith("HTTP/1.1 413").contains("17000000 bytes");
        assertThatItIsAProblem(answer);
    }

    @Test
    void aBodyThatIsNotAnnouncedIsRefusedOnceItIsOverTheLimit() throws IOException {
        try (Logged errors = Logged.errors()) {
            String answer = answerTo("Transfer-Encoding: chunked", 16 * MEBIBYTE + 1);
            assertThat(answer).startsWith("HTTP/1.1 413").contains("up to 16777216");
            assertThatItIsAProblem(answer);
            assertThat(errors.lines()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargeBodyThatIsNotAnnouncedIsReadToItsEnd(HttpClient.Version version) throws Exception {
        byte[] body = ("{\"deregister\":[\"nobody\"]}" + " ".repeat(MEBIBYTE)).getBytes(UTF_8);
        HttpRequest request = HttpRequest.newBuilder(batch)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("nobody");
        }
    }

    private static void assertThatItIsAProblem(String answer) {
        assertThat(answer)
                .containsIgnoringCase("Content-Type: application/problem+json")
                .contains("urn:roster:problem:too-large");
    }

    /** What the server says before it closes the connection, to a client that sends so much of an endless body. */
    private String answerTo(String announced, int sent) throws IOException {
        try (Socket socket = new Socket(batch.getHost(), batch.getPort())) {
            OutputStream out = socket.getOutputStream();
            String head = String.join(
                    "\r\n",
                    "POST " + batch.getPath() + " HTTP/1.1",
                    "Host: roster",
                    "Content-Type: application/json",
                    announced,
                    "",
                    "");
            out.write(head.getBytes(US_ASCII));
            for (int left = sent; left > 0; left -= MEBIBYTE) {
                int size = Math.min(left, MEBIBYTE);
                out.write((Integer.toHexString(size) + "\r\n").getBytes(US_ASCII));
                out.write(new byte[size]);
                out.write("\r\n".getBytes(US_ASCII));
            }
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
