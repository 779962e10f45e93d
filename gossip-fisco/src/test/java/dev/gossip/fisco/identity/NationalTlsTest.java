package dev.gossip.fisco.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.crypto.BcTlsContext;
import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.FiscoPeer;
import dev.gossip.spi.crypto.TlsContext;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a listener makes of somebody who begins with national TLS (TLCP, GB/T 38636). */
class NationalTlsTest {

    private static final TimeSource CLOCK = new TimeSource() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }
    };

    /** A record of version 1.1 with a ClientHello that offers ECC_SM4_CBC_SM3 and ECDHE_SM4_CBC_SM3. */
    private static final byte[] CLIENT_HELLO = HexFormat.of()
            .parseHex("160101002f" + "0100002b" + "0101" + "00".repeat(32) + "00" + "0004" + "e013e011" + "0100");

    private final DevelopmentCa ca = DevelopmentCa.create("chain", "ca.chain", Curve.P_256, Duration.ofDays(2), CLOCK);

    @Test
    void f12_itIsClosedAndCounted() throws Exception {
        TlsMaterial material = ca.issue(NodeSpec.peer("localhost")).tls(ca.certificate());
        for (TlsContext tls : List.of(
                BcTlsContext.of(material, CLOCK),
                JdkTlsContext.builder(material, CLOCK)
                        .protocols("TLSv1.2")
                        .verifyPeerName(false)
                        .build())) {
            BlockingQueue<NodeEvent> events = new LinkedBlockingQueue<>();
            EndpointConfig.Builder endpoint =
                    EndpointConfig.named("channel").transport("netty").tls(tls).listen("127.0.0.1:0");
            try (GossipNode node = FiscoPeer.create(FiscoConfig.DEFAULT)
                    .channel(endpoint)
                    .configure(GossipNode.builder().observer(events::add))
                    .start()) {
                int port = node.describe().endpoints().get(0).bound().get(0).port();
                try (Socket socket = new Socket("127.0.0.1", port)) {
                    socket.getOutputStream().write(CLIENT_HELLO);
                    InputStream answer = socket.getInputStream();
                    while (answer.read() >= 0) {
                        // An alert may come before the end.
                    }
                }
                assertThat(events.poll(60, TimeUnit.SECONDS))
                        .as(tls.engine())
                        .isInstanceOfSatisfying(NodeEvent.Dropped.class, dropped -> {
                            assertThat(dropped.reason()).isEqualTo(DropReason.HANDSHAKE_FAILED);
                            assertThat(dropped.detail()).isNotBlank();
                        });
            }
        }
    }
}
