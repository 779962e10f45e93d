package dev.gossip.benchmarks.amop;

import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.PeerAddress;
import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.examples.sdk.FiscoSdk;
import dev.gossip.examples.sdk.SdkLink;
import dev.gossip.examples.sdk.SdkProcess;
import dev.gossip.examples.sdk.SdkProgram;
import dev.gossip.examples.sdk.SdkUnavailableException;
import dev.gossip.fisco.FiscoConfig;
import dev.gossip.fisco.FiscoPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Two of our nodes in this process; processes of the real SDK publish at the first and subscribe at either. */
final class SdkCeiling implements AutoCloseable {

    private static final String P2P = "p2p";
    private static final String RPC = "rpc";
    private static final String ANYWHERE = "127.0.0.1:0";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String RIGHT = "re:?";

    private final StandardRuntime runtime = StandardRuntime.create();
    private final List<GossipNode> nodes = new ArrayList<>();
    private final List<SdkProcess> processes = new ArrayList<>();

    static SdkCeiling open(Consumer<String> progress) throws SdkUnavailableException {
        SdkProgram program = FiscoSdk.V3.prepare(progress);
        SdkCeiling ceiling = new SdkCeiling();
        try {
            ceiling.start(program);
            return ceiling;
        } catch (SdkUnavailableException | RuntimeException e) {
            ceiling.close();
            throw e;
        }
    }

    private void start(SdkProgram program) throws SdkUnavailableException {
        DevelopmentCa ca = DevelopmentCa.create("bench", runtime.time());
        startNode(ca);
        startNode(ca, nodes.get(0).boundAddress(P2P));
        SdkProcess publisher = client(program, nodes.get(0));
        client(program, nodes.get(0)).subscribe(topic(1));
        client(program, nodes.get(1)).subscribe(topic(2));
        for (int hops = 1; hops <= 2; hops++) {
            // A topic at another node is known after its next announcement; each question takes its time.
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!publisher.unicast(topic(hops), "?").says(RIGHT)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("the subscriber of " + topic(hops) + " was not reached in time");
                }
            }
        }
    }

    private void startNode(DevelopmentCa ca, PeerAddress... seeds) {
        EndpointConfig.Builder p2p = EndpointConfig.named(P2P)
                .transport("netty")
                .listen(ANYWHERE)
                .setting("allowPlaintext", "true")
                .identity(ca.issue(NodeSpec.peer("localhost")).localIdentity());
        for (PeerAddress seed : seeds) {
            p2p.seed(seed);
        }
        FiscoPeer peer = FiscoPeer.create(FiscoConfig.DEFAULT)
                .p2p(p2p)
                .websocket(EndpointConfig.named(RPC)
                        .transport("websocket")
                        .listen(ANYWHERE)
                        .setting("allowPlaintext", "true"));
        nodes.add(peer.configure(GossipNode.builder().runtime(runtime)).start());
    }

    private SdkProcess client(SdkProgram program, GossipNode node) throws SdkUnavailableException {
        SdkProcess process = program.start(
                SdkLink.PLAIN, Path.of("."), List.of(node.boundAddress(RPC).hostAndPort()), PATIENCE);
        processes.add(process);
        process.awaitLoaded();
        process.awaitReady();
        return process;
    }

    /** The program's subscribers say less of what they hear on topics that begin so. */
    private static String topic(int hops) {
        return "burst-" + hops;
    }

    /**
     * Answered unicasts per second.
     *
     * @param hops 1 for a subscriber at the publisher's node, 2 for one at the other
     */
    double perSecond(int hops, int calls, int inFlight) {
        SdkProcess publisher = processes.get(0);
        publisher.tell("burst", SdkProcess.base64(topic(hops)), Integer.toString(calls), Integer.toString(inFlight));
        String[] words = publisher.await("BURST ").split(" ");
        if (Integer.parseInt(words[1]) != calls) {
            throw new IllegalStateException("of " + calls + " unicasts " + words[1] + " were answered well");
        }
        return calls * 1e3 / Long.parseLong(words[4]);
    }

    @Override
    public void close() {
        processes.forEach(SdkProcess::close);
        nodes.forEach(GossipNode::close);
        runtime.close();
    }
}
