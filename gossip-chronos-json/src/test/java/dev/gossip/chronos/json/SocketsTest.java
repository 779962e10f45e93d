package dev.gossip.chronos.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.PeerAddress;
import dev.gossip.chronos.json.block.ChronosBlock;
import dev.gossip.chronos.json.wire.Code;
import dev.gossip.core.InMemoryOrderedStore;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the byte stream, on real sockets. */
class SocketsTest {

    private static final int PATIENCE_MILLIS = 20_000;

    private static GossipNode start(ChronosPeer peer) {
        return peer.configure(GossipNode.builder()).start();
    }

    private static ChronosPeer peer(List<ChronosBlock> chain, PeerAddress... seeds) {
        return peer(ChronosConfig.of("wallet"), chain, seeds);
    }

    private static ChronosPeer peer(ChronosConfig config, List<ChronosBlock> chain, PeerAddress... seeds) {
        InMemoryOrderedStore store = new InMemoryOrderedStore();
        chain.forEach(block -> store.append(block.height(), block.json()));
        EndpointConfig.Builder endpoint =
                EndpointConfig.named("chronos").transport("nio").listen("127.0.0.1:0");
        for (PeerAddress seed : seeds) {
            endpoint.seed(seed);
        }
        return ChronosPeer.on(endpoint, config, store);
    }

    private static Socket dial(GossipNode node) throws IOException {
        Socket socket = new Socket("127.0.0.1", node.boundAddress("chronos").port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static byte[] framed(String text) {
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + json.length)
                .putInt(json.length)
                .put(json)
                .array();
    }

    private static String answer(DataInputStream in) throws IOException {
        byte[] json = new byte[in.readInt()];
        in.readFully(json);
        return new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void c02_c03_framesMayComeByteByByteOrTogether() throws IOException {
        try (GossipNode node = start(peer(Blocks.chain(2)));
                Socket socket = dial(node)) {
            OutputStream out = socket.getOutputStream();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            for (byte one : framed("{\"code\": 2, \"data\": 1}")) {
                out.write(one);
                out.flush();
            }
            assertThat(answer(in)).startsWith("{\"code\":3,");
            byte[] pull = framed("{\"code\":2,\"data\":0}");
            byte[] miss = framed("{\"code\":2,\"data\":7}");
            out.write(Bytes.concat(Bytes.wrap(pull), Bytes.wrap(miss)).toByteArray());
            assertThat(answer(in)).startsWith("{\"code\":3,");
            assertThat(answer(in)).isEqualTo("{\"code\":0,\"data\":\"0\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, (10 << 20) + 1})
    void c04_impossibleLengthsEndTheConnection(int length) throws IOException {
        try (GossipNode node = start(peer(Blocks.chain(2)));
                Socket socket = dial(node)) {
            socket.getOutputStream().write(ByteBuffer.allocate(4).putInt(length).array());
            assertThat(endOf(socket)).isTrue();
        }
    }

    /** A reset is an end too. */
    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void c07_anEndWithinAFrameIsNoQuestion() throws IOException {
        try (GossipNode node = start(peer(Blocks.chain(2)));
                Socket socket = dial(node)) {
            socket.getOutputStream().write(new byte[] {0, 0, 0, 20, '{', '"'});
            socket.shutdownOutput();
            assertThat(endOf(socket)).isTrue();
            assertThat(node.describe().drops()).doesNotContainKey("handler-failed");
        }
    }

    @Test
    void aTerminalMaySpeakLinesIfItIsAllowedTo() throws IOException {
        List<ChronosBlock> chain = Blocks.chain(2);
        try (GossipNode node = start(peer(ChronosConfig.of("wallet").withNdjson(), chain));
                Socket terminal = dial(node);
                Socket other = dial(node)) {
            terminal.getOutputStream()
                    .write("{\"code\": \"PULL_BLOCK\",\r \"data\": 1}\n{\"code\":2,\"data\":7}\nnonsense\n"
                            .getBytes(StandardCharsets.UTF_8));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(terminal.getInputStream(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo(RawEnd.block(Code.PUSH_BLOCK, chain.get(1)));
            assertThat(lines.readLine()).isEqualTo("{\"code\":0,\"data\":\"0\"}");
            assertThat(lines.readLine()).isEqualTo("{\"code\":0,\"data\":\"\"}");
            other.getOutputStream().write(framed("{\"code\":2,\"data\":0}"));
            assertThat(answer(new DataInputStream(other.getInputStream()))).startsWith("{\"code\":3,");
        }
        try (GossipNode node = start(peer(chain));
                Socket terminal = dial(node)) {
            terminal.getOutputStream().write("{\"code\":2,\"data\":1}\n".getBytes(StandardCharsets.UTF_8));
            assertThat(endOf(terminal)).as("production knows no lines").isTrue();
        }
    }

    @Test
    void twoNodesMeetOnSockets() throws Exception {
        List<ChronosBlock> chain = Blocks.chain(100);
        try (GossipNode full = start(peer(chain))) {
            ChronosPeer late = peer(List.of(), full.boundAddress("chronos"));
            CountDownLatch commits = new CountDownLatch(100);
            late.listen(new ChronosListener() {
                @Override
                public void committed(ChronosBlock block) {
                    commits.countDown();
                }
            });
            try (GossipNode node = start(late)) {
                assertThat(commits.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                        .isTrue();
                assertThat(late.block(99)).contains(chain.get(99));
                assertThat(node.describe().drops()).isEmpty();
            }
        }
    }
}
