package dev.gossip.fisco.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.gossip.amop.AmopHandler;
import dev.gossip.api.Bytes;
import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.examples.sdk.FiscoSdk;
import dev.gossip.examples.sdk.SdkLink;
import dev.gossip.examples.sdk.SdkProcess;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.codec.channel.ChannelFrame;
import dev.gossip.spi.transport.InboundLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What others do wrong, beside real SDKs that must not notice. */
@Isolated("it needs the machine for itself")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StressIT extends ClientTest {

    private static final int MESSAGE_BYTES = 256 << 10;
    private static final int MESSAGES = 400;
    /** What a link may hold, its mark and what the kernels buffer included. */
    private static final int HELD_BYTES = 24 << 20;

    private static final int RESPONSE_NODE_STATUS = 4;
    private static final int AMOP = 7;
    private static final int COMPRESSED = 0x10;
    private static final int WORKERS = 4;

    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    private TestNode node;
    private SSLContext clientTls;
    private int channelPort;
    private int plainChannelPort;
    private int websocketPort;
    private int p2pPort;
    private SdkProcess publisher;
    private SdkProcess subscriber;
    private SdkProcess victim;

    @BeforeAll
    void connect(@TempDir Path folder) throws Exception {
        TestCerts certs = TestCerts.on(Curve.P_256, folder);
        DevelopmentCa nodes =
                DevelopmentCa.create("agency", "ca.nodes", Curve.P_256, Duration.ofDays(2), TestCerts.CLOCK);
        clientTls = certs.jdkTls().sslContext();
        channelPort = freePort();
        plainChannelPort = freePort();
        websocketPort = freePort();
        p2pPort = freePort();
        InboundLimits inbound =
                InboundLimits.DEFAULT.withConnectionsPerHost(100_000).withConnectRate(100_000, 100_000);
        node = new TestNode(
                FiscoConfig.DEFAULT,
                inbound,
                peer -> peer.p2p(listening("p2p", "netty", p2pPort)
                                .setting("allowPlaintext", "true")
                                .identity(LocalIdentities.presented(
                                        nodes.issue(NodeSpec.peer("node")).tls(nodes.certificate()))))
                        .channel(listening("channel", "netty", channelPort).tls(certs.jdkTls()))
                        .channel(listening("plain-channel", "netty", plainChannelPort)
                                .setting("allowPlaintext", "true")
                                .setting("idleTimeout", "4s"))
                        .websocket(listening("rpc", "websocket", websocketPort).setting("allowPlaintext", "true")));
        publisher = sdk2(certs);
        subscriber = sdk2(certs);
        victim = sdk2(certs);
        Stream.of(publisher, subscriber, victim).forEach(sdk -> sdk.await("READY"));
        subscribe(subscriber, "burst");
        subscribe(victim, "burst-stopped");
        node.peer()
                .amop()
                .subscribe(
                        "burst-application",
                        AmopHandler.of(
                                delivery -> Bytes.utf8("re:" + delivery.data().utf8())))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private SdkProcess sdk2(TestCerts certs) {
        return sdk(FiscoSdk.V2, SdkLink.TLS, certs.sdkFolder(), addresses(channelPort));
    }

    private void subscribe(SdkProcess sdk, String topic) {
        sdk.subscribe(topic);
        awaitTrue("subscribed to " + topic, () -> publisher.unicast(topic, "?").says("re:?"));
    }

    /** Stops a process where it is, so that it reads nothing, or lets it go on. */
    private static void signal(SdkProcess sdk, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(sdk.pid()))
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void begin(SdkProcess sdk, String topic, int calls) {
        sdk.tell("burst", SdkProcess.base64(topic), Integer.toString(calls), "16");
    }

    /** Every call was answered by its own answer. */
    private static void undisturbed(SdkProcess sdk, int calls) {
        assertThat(sdk.await("BURST ")).startsWith("BURST " + calls + " 0 0 ");
    }

    @Test
    @Order(1)
    void f38_f44_aSubscriberThatStopsReadingCostsBoundedMemoryAndNobodyElse() throws Exception {
        long before = node.drops("congested");
        signal(victim, "STOP");
        try {
            // Nobody answers this one.
            publisher.tell("unicast", SdkProcess.base64("burst-stopped"), "lost", SdkProcess.base64("?"));
            begin(subscriber, "burst-application", 500);
            publisher.tell(
                    "flood",
                    SdkProcess.base64("burst-stopped"),
                    Integer.toString(MESSAGES),
                    Integer.toString(MESSAGE_BYTES));
            publisher.await("FLOODED");
            undisturbed(subscriber, 500);
            // Comes after the flood on the same link, so it is over then.
            awaitTrue(
                    "the flood is over",
                    () -> publisher.unicast("burst", "after").says("re:after"));
            awaitTrue("the flood was counted", () -> node.drops("congested") - before >= MESSAGES / 2);
            long dropped = node.drops("congested") - before;
            assertThat((MESSAGES - dropped) * MESSAGE_BYTES).as("bytes held").isLessThan(HELD_BYTES);
            begin(publisher, "burst", 500);
            undisturbed(publisher, 500);
            assertThat(publisher.await("ANSWER lost ")).startsWith("ANSWER lost 102");
        } finally {
            signal(victim, "CONT");
        }
        awaitTrue(
                "it goes on", () -> publisher.unicast("burst-stopped", "again").says("re:again"));
    }

    @Test
    @Order(2)
    void f44_twoHundredIdleSessionsDisturbNobodyAndSilentOnesAreEnded() throws Exception {
        int idle = 100;
        int silent = 50;
        long before = node.drops("idle");
        List<RawClient> sessions = new ArrayList<>();
        try {
            inParallel(idle, i -> {
                RawClient channel = RawClient.tls(clientTls, channelPort);
                channel.send(topics("idle" + i));
                RawClient websocket = RawClient.websocket(websocketPort);
                websocket.sendMessage(BadFrames.golden("ws3-handshake").get(0));
                websocket.sendMessage(BadFrames.golden("ws3-subtopic-t1").get(0));
                synchronized (sessions) {
                    sessions.add(channel);
                    sessions.add(websocket);
                }
            });
            inParallel(silent, i -> {
                RawClient plain = RawClient.plain(plainChannelPort);
                synchronized (sessions) {
                    sessions.add(plain);
                }
            });
            awaitTrue("connected", () -> node.peer().sdks().size() >= 3 + 2 * idle);
            begin(publisher, "burst", 1_000);
            undisturbed(publisher, 1_000);
            // The links of real SDKs and of those that keep to the usual time are as they were.
            awaitTrue("the silent ones are ended", () -> node.drops("idle") - before == silent);
            awaitTrue("gone", () -> node.peer().sdks().size() == 3 + 2 * idle);
        } finally {
            sessions.forEach(RawClient::close);
        }
        awaitTrue("gone", () -> node.peer().sdks().size() == 3);
    }

    private static byte[] topics(String... names) {
        String list = Stream.of(names).map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
        return new ChannelFrame(ChannelFrame.TOPICS, "0".repeat(31) + "1", 0, Bytes.utf8(list))
                .encode()
                .toByteArray();
    }

    private static String[] names(int count, int bytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> "t" + i + "-" + "x".repeat(bytes))
                .map(name -> name.substring(0, bytes))
                .toArray(String[]::new);
    }

    @Test
    @Order(2)
    void f44_aFloodOfTopicsIsRefusedBeyondTheLimitAndCounted() {
        begin(publisher, "burst", 1_000);
        long refused = node.drops("topics-refused");
        long malformed = node.drops("malformed");
        String[] many = names(5_000, 254);
        try (RawClient greedy = RawClient.tls(clientTls, channelPort)) {
            greedy.send(topics(many));
            awaitTrue("refused", () -> node.drops("topics-refused") == refused + 1);
            assertThat(node.peer().sdks())
                    .anySatisfy(sdk -> assertThat(sdk.topics()).isEqualTo(1_000));
            assertThat(publisher.unicast(many[4_999], "?").code()).isEqualTo(100);
            // Whoever writes more topics than any node could have is not heard at all.
            greedy.send(topics(names(30_000, 16)));
            awaitTrue("malformed", () -> node.drops("malformed") == malformed + 1);
            for (int i = 0; i < 50; i++) {
                greedy.send(topics(many));
            }
            awaitTrue("each counted", () -> node.drops("topics-refused") == refused + 51);
        }
        try (RawClient greedy = RawClient.websocket(websocketPort)) {
            greedy.sendMessage(BadFrames.golden("ws3-handshake").get(0));
            greedy.sendMessage(websocketTopics(names(100, 65_000)));
            awaitTrue("too long", () -> node.drops("topics-refused") == refused + 52);
        }
        undisturbed(publisher, 1_000);
        awaitTrue("gone", () -> node.peer().sdks().size() == 3);
        assertThat(publisher.unicast("burst", "still").text()).isEqualTo("re:still");
    }

    private static byte[] websocketTopics(String... names) {
        String list = Stream.of(names).map(name -> '"' + name + '"').collect(Collectors.joining(",", "[", "]"));
        return new dev.gossip.fisco.codec.ws.WsMessage(
                        dev.gossip.fisco.codec.ws.WsMessage.AMOP_TOPICS,
                        0,
                        Bytes.utf8("0".repeat(32)),
                        0,
                        Bytes.utf8("{\"topics\":" + list + "}"))
                .encode()
                .toByteArray();
    }

    @Test
    @Order(2)
    void f05_malformedFramesCostTheirOwnConnectionOnly() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed of the flipped bits: " + seed);
        begin(publisher, "burst", 5_000);
        long before = node.drops("malformed");
        List<byte[]> packets = new ArrayList<>(BadFrames.golden("p2p3-"));
        BadFrames.golden("amop3-").forEach(amop -> packets.add(BadFrames.packet(AMOP, 0, amop)));
        BadFrames.golden("tars-gatewaynodestatus")
                .forEach(status -> packets.add(BadFrames.packet(RESPONSE_NODE_STATUS, 0, status)));
        List<byte[]> frames = BadFrames.golden("chan2-");
        List<byte[]> hellos = BadFrames.golden("tls-clienthello");
        List<byte[]> messages = BadFrames.golden("ws3-");
        int sent = attack(p2pPort, BadFrames::greeting, packets, seed)
                + attack(plainChannelPort, () -> new byte[0], frames, seed);
        List<byte[]> starts = BadFrames.prefixes(hellos);
        inParallel(starts.size(), i -> shout(channelPort, new byte[0], starts.get(i)));
        List<byte[]> bad = new ArrayList<>(BadFrames.prefixes(messages));
        bad.addAll(BadFrames.flipped(messages, seed));
        inParallel(bad.size(), i -> {
            RawClient client = RawClient.websocket(websocketPort);
            client.sendMessage(bad.get(i));
            client.finish();
        });
        sent += starts.size() + bad.size();
        System.out.println(sent + " malformed frames, " + (node.drops("malformed") - before) + " counted as such");
        assertThat(node.drops("malformed") - before).isGreaterThan(1_000);
        undisturbed(publisher, 5_000);
        awaitTrue("gone", () -> node.peer().sdks().size() == 3);
        assertThat(node.drops("handler-failed"))
                .as("nothing failed unexpectedly")
                .isZero();
    }

    /** @return how many were sent */
    private int attack(int port, Supplier<byte[]> greeting, List<byte[]> golden, long seed) throws Exception {
        List<byte[]> bad = new ArrayList<>(BadFrames.prefixes(golden));
        bad.addAll(BadFrames.shortened(golden));
        bad.addAll(BadFrames.flipped(golden, seed));
        inParallel(bad.size(), i -> shout(port, greeting.get(), bad.get(i)));
        return bad.size();
    }

    private static void shout(int port, byte[] greeting, byte[] bytes) {
        RawClient client = RawClient.plain(port);
        client.send(greeting);
        client.send(bytes);
        client.finish();
    }

    @Test
    @Order(2)
    void f06_packetsThatGrowAreRefusedOverARealSocket() {
        begin(publisher, "burst", 1_000);
        long before = node.drops("frame-too-large") + node.drops("malformed");
        byte[] bomb = BadFrames.packet(AMOP, COMPRESSED, Zstd.compress(new byte[256 << 20]));
        assertThat(bomb).hasSizeLessThan(100_000);
        int bombs = 20;
        for (int i = 0; i < bombs; i++) {
            shout(p2pPort, BadFrames.greeting(), bomb);
        }
        awaitTrue("counted", () -> node.drops("frame-too-large") + node.drops("malformed") - before == bombs);
        undisturbed(publisher, 1_000);
    }

    private void inParallel(int count, Consumer<Integer> work) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            int first = worker;
            all.add(workers.submit(() -> {
                for (int i = first; i < count; i += WORKERS) {
                    work.accept(i);
                }
            }));
        }
        for (Future<?> one : all) {
            one.get(2, TimeUnit.MINUTES);
        }
    }

    @org.junit.jupiter.api.AfterAll
    void endWorkers() {
        workers.shutdownNow();
    }
}
