package dev.gossip.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.GossipRuntime;
import dev.gossip.core.StandardRuntime;
import dev.gossip.spi.transport.Listener;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Programs that connect and do not open a call. */
class StrangersTest {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GO_AWAY = 7;
    private static final int ENHANCE_YOUR_CALM = 0xb;

    private final GossipRuntime runtime = StandardRuntime.create();
    private final Recorder far = new Recorder();

    @AfterEach
    void close() {
        runtime.close();
    }

    @Test
    void pingsMoreFrequentThanPermittedAreAnsweredWithGoAway() throws IOException {
        Listener listener = new Loopback(runtime).listen(Loopback.PLAIN, far);
        try (Socket socket = new Socket("127.0.0.1", listener.address().port())) {
            socket.setSoTimeout((int) Await.LIMIT.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(PREFACE);
            out.write(frame(SETTINGS, 0));
            for (int i = 0; i < 10; i++) {
                out.write(frame(PING, 8));
            }
            assertThat(goAwayCode(socket)).isEqualTo(ENHANCE_YOUR_CALM);
        }
    }

    @Test
    void aPeerMayPingEveryMinuteAndWePingNoMoreOften() {
        assertThat(Http2.PERMITTED_PING).hasSeconds(30);
        assertThat(Http2.CLIENT_PING).hasSeconds(61);
    }

    @Test
    void connectionsWithoutACallAreBounded() throws IOException {
        GrpcLoops loops = GrpcLoops.open(name -> null, runtime.time());
        Admission admission = new Admission("test", 2);
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .bossEventLoopGroup(loops.group())
                .workerEventLoopGroup(loops.group())
                .channelFactory(admission::newServerChannel)
                .addTransportFilter(admission)
                .build()
                .start();
        loops.track(server);
        List<Socket> admitted = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            admitted.add(greeted(server));
        }
        try (Socket refused = new Socket("127.0.0.1", server.getPort())) {
            refused.setSoTimeout((int) Await.LIMIT.toMillis());
            assertThat(refused.getInputStream().read()).isEqualTo(-1);
        }
        admitted.get(0).close();
        Await.until("room for another", () -> isGreeted(server, admitted));
        for (Socket socket : admitted) {
            socket.close();
        }
        loops.close();
    }

    private static boolean isGreeted(Server server, List<Socket> admitted) {
        try {
            admitted.add(greeted(server));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A connection on which the server has sent its settings. */
    private static Socket greeted(Server server) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.getPort());
        socket.setSoTimeout((int) Await.LIMIT.toMillis());
        if (socket.getInputStream().read() < 0) {
            socket.close();
            throw new IOException("refused");
        }
        return socket;
    }

    private static byte[] frame(int type, int length) {
        return ByteBuffer.allocate(9 + length)
                .put((byte) 0)
                .putShort((short) length)
                .put((byte) type)
                .array();
    }

    private static int goAwayCode(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(all);
        ByteBuffer frames = ByteBuffer.wrap(all.toByteArray());
        while (frames.remaining() >= 9) {
            int length = frames.getInt() >>> 8;
            int type = frames.get(frames.position() - 1);
            frames.position(frames.position() + 5);
            if (type == GO_AWAY) {
                return frames.getInt(frames.position() + 4);
            }
            frames.position(frames.position() + length);
        }
        throw new AssertionError("no GOAWAY among " + all.size() + " bytes");
    }
}
