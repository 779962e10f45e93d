package com.example.uds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.Bytes;
import dev.gossip.api.SendResult;
import dev.gossip.core.StandardRuntime;
import dev.gossip.spi.transport.Carriage;
import dev.gossip.spi.transport.CloseReason;
import dev.gossip.spi.transport.Connection;
import dev.gossip.spi.transport.FramePriority;
import dev.gossip.spi.transport.LinkOptions;
import dev.gossip.spi.transport.Listener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a socket file and a stubborn peer ask of closing beyond the contract. */
@Timeout(60)
class UdsCloseTest {

    private static final LinkOptions OPTIONS = new LinkOptions(
            new Carriage.ByteStream(new LengthPrefix(100_000)),
            Optional.empty(),
            Duration.ofMillis(300),
            1 << 20,
            4 << 20,
            256 << 10);

    @TempDir
    Path folder;

    private final UdsTransport transport = new UdsTransport();
    private final StandardRuntime runtime = StandardRuntime.create();
    private final Recorder far = new Recorder();

    @AfterEach
    void closeAll() {
        runtime.close();
    }

    private Listener listen() throws Exception {
        return transport
                .listen(UdsAddress.of(folder, 0), OPTIONS, remote -> Optional.of(far), runtime)
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Test
    void closingDoesNotWaitForeverForAPeerThatNeverReads() throws Exception {
        try (UdsStranger stranger = new UdsStranger(listen().address())) {
            Connection connection = far.opened.get(10, TimeUnit.SECONDS);
            while (connection.offer(Bytes.wrap(new byte[50_000]), FramePriority.DATA) == SendResult.ACCEPTED) {
                assertThat(far.closed).isNotDone();
            }
            connection.close(CloseReason.local("enough"));
            assertThat(far.end()).isEqualTo(CloseReason.local("enough"));
            assertThat(stranger.channel().isConnected()).isTrue();
        }
    }

    @Test
    void closingTheListenerRemovesTheFile() throws Exception {
        Listener listener = listen();
        Path file = UdsAddress.file(listener.address()).getPath();
        assertThat(file).exists();
        listener.close();
        assertThat(transport.listen(listener.address(), OPTIONS, remote -> Optional.empty(), runtime))
                .as("listening there again")
                .succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(Files.exists(file)).isTrue();
    }
}
