package dev.gossip.transport.nio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledPeerTest {

    /** Sends frames for ever and reads nothing. */
    private static final String PEER = """
            class Peer {
                public static void main(String[] arguments) throws java.io.IOException {
                    try (var socket = new java.net.Socket("127.0.0.1", Integer.parseInt(arguments[0]))) {
                        while (true) {
                            socket.getOutputStream().write(new byte[] {0, 0, 0, 2, 'h', 'i'});
                        }
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aKilledProcessClosesItsConnectionAndLeavesNothing() throws IOException {
        Path source = Files.writeString(folder.resolve("Peer.java"), PEER);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        try (TestRuntime runtime = new TestRuntime()) {
            Recorder far = new Recorder() {
                @Override
                public void onFrame(Connection connection, Bytes frame) {
                    if (frames.isEmpty()) {
                        super.onFrame(connection, frame);
                    }
                }
            };
            Listener listener = new Loopback(runtime).listen(Loopback.PLAIN, far);
            Process peer = new ProcessBuilder(
                            java.toString(),
                            source.toString(),
                            Integer.toString(listener.address().port()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                Connection connection = far.connection();
                assertThat(far.nextFrame()).isEqualTo(Bytes.utf8("hi"));
                Bytes frame = Bytes.wrap(new byte[1 << 20]);
                Await.until(
                        "more waits than the system takes",
                        () -> connection.offer(frame, FramePriority.DATA) == SendResult.CONGESTED);
            } finally {
                peer.destroyForcibly();
            }
            far.closeReason();
            assertThat(far.connection().queuedBytes()).isZero();
            assertThat(far.connection().offer(Bytes.utf8("late"), FramePriority.DATA))
                    .isEqualTo(SendResult.CLOSED);
        }
    }
}
