package dev.gossip.examples.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gossip.api.GossipException;
import dev.gossip.api.PeerAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StatusServerTest {

    private final StatusServer server = StatusServer.start(
            PeerAddress.of("127.0.0.1", 0),
            Map.of("/status", () -> StatusReply.of("application/json", "{\"a\":\"\u00e4\"}"), "/broken", () -> {
                throw new IllegalStateException("inside");
            }));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aPageIsServedWithItsType() throws Exception {
        HttpResponse<String> reply = send("GET", "/status?x=1");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("{\"a\":\"\u00e4\"}");
        assertThat(reply.headers().firstValue("content-type")).contains("application/json");
        assertThat(send("HEAD", "/status").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsNotServedSaysWhatIs() throws Exception {
        assertThat(send("GET", "/statsu").body()).contains("/broken, /status");
        assertThat(send("GET", "/status/..").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/status").statusCode()).isEqualTo(405);
        assertThat(send("DELETE", "/status").body()).contains("GET and HEAD");
    }

    @Test
    void aFailingPageTellsStrangersNothing() throws Exception {
        HttpResponse<String> reply = send("GET", "/broken");
        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.body()).doesNotContain("inside");
        assertThat(send("GET", "/status").statusCode()).isEqualTo(200);
    }

    @Test
    void moreRequestsThanThreadsAreAllServed() {
        List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            replies.add(client.sendAsync(request("GET", "/status"), HttpResponse.BodyHandlers.ofString()));
        }
        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply.join().statusCode()).isEqualTo(200));
    }

    @Test
    void anAddressInUseIsNamed() {
        PeerAddress taken = server.address();
        assertThatThrownBy(() -> StatusServer.start(taken, Map.of()))
                .isInstanceOf(GossipException.class)
                .hasMessageContainingAll("key 'status'", taken.hostAndPort());
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(request(method, path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path) {
        return HttpRequest.newBuilder(URI.create("http://" + server.address().hostAndPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
    }
}
