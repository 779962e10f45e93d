package dev.gossip.examples.bridge.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossip.api.GossipException;
import dev.gossip.api.observe.DropReason;
import dev.gossip.core.StandardRuntime;
import dev.gossip.examples.bridge.Bridge;
import dev.gossip.examples.bridge.BridgeLimits;
import dev.gossip.examples.bridge.BridgeReasons;
import dev.gossip.examples.bridge.PortReport;
import dev.gossip.examples.sdk.SdkProgram;
import dev.gossip.examples.sdk.SdkUnavailableException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Starts three little networks, bridges them by one node and then by two, publishes in each and judges who heard what. Nothing
 * outside this process is needed or touched but loopback sockets, and the SDK's process if one is wanted.
 */
public final class BridgeDemo {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final BridgeLimits LIMITS = BridgeLimits.DEFAULT.withTimes(
            BridgeLimits.DEFAULT.sayTimeout(), Duration.ofSeconds(4), BridgeLimits.DEFAULT.window());

    private final PrintWriter out;
    private final Optional<SdkProgram> sdk;
    private final boolean sdkAtBridge;
    private final ObjectNode findings = JsonNodeFactory.instance.objectNode();

    /**
     * @param out where the report goes
     * @param sdk takes part in FISCO BCOS; without it an application on a node of ours does
     * @param sdkAtBridge whether the SDK is a client of the second bridge's node instead of a node without a bridge
     */
    public BridgeDemo(PrintWriter out, Optional<SdkProgram> sdk, boolean sdkAtBridge) {
        this.out = out;
        this.sdk = sdk;
        this.sdkAtBridge = sdkAtBridge;
    }

    /**
     * Runs the demonstration; every wait in it is bounded, and the first one that is in vain ends it.
     *
     * @return what was measured, with a {@code verdict} of {@code PASS} or {@code FAIL}
     */
    public ObjectNode run() {
        String verdict = "PASS";
        try (StandardRuntime runtime = StandardRuntime.create()) {
            long start = runtime.time().nanoTime();
            Patience patience = new Patience(runtime.time(), LIMIT);
            try (World world = new World(runtime, patience)) {
                play(world, patience);
            }
            findings.put(
                    "seconds",
                    Duration.ofNanos(runtime.time().nanoTime() - start).toMillis() / 1e3);
        } catch (BrokenPromise | GossipException | IllegalStateException | SdkUnavailableException e) {
            verdict = "FAIL";
            findings.put("failure", String.valueOf(e.getMessage()));
        }
        findings.put("verdict", verdict);
        say("");
        say("demo bridge: " + verdict
                + (findings.has("failure")
                        ? ", " + findings.get("failure").asText()
                        : " in " + findings.get("seconds").asText() + " s"));
        return findings;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private void play(World world, Patience patience) throws SdkUnavailableException {
        world.joinFisco(sdk, sdkAtBridge);
        findings.put("fisco", world.participants().get(0).title());
        say("in FISCO BCOS takes part: " + findings.get("fisco").asText());
        Exchange exchange = new Exchange(world.participants(), patience, this::say);

        say("\n1. One node bridges FISCO BCOS, Orbs and Fabric's protocol");
        try (Bridge single = world.bridge(LIMITS)) {
            world.awaitLinks(Set.of(0));
            exchange.everybodySays("one bridge");
            exchange.saysTwice("twice on purpose");
            settle(patience, exchange.published(), single);
            note("single", List.of(single));
        }

        say("\n2. Two bridges between the same networks: every message could go in circles");
        int before = exchange.published();
        List<Bridge> both = world.bridges(LIMITS);
        world.awaitLinks(Set.of(0, 1));
        exchange.everybodySays("two bridges");
        exchange.saysTwice("twice beside another bridge");
        settle(patience, exchange.published() - before, both.get(0), both.get(1));
        settle(patience, exchange.published() - before, both.get(1), both.get(0));
        exchange.judge();
        note("cycle", both);
        if (sum(both.get(1).report(), port -> suppressed(port, BridgeReasons.BROUGHT_BY_BRIDGE)) == 0) {
            throw new BrokenPromise("nothing was suppressed, although messages went in a cycle");
        }

        say("\n3. The first bridge ends; the other one stands in");
        both.get(0).close();
        world.awaitLinks(Set.of(1));
        exchange.everybodySays("stand-in");
        settle(patience, exchange.published() - before, both.get(1), both.get(0));
        note("standIn", both);
    }

    /**
     * Waits until a bridge has heard every message and every copy that the others said; and what it may relay has been relayed,
     * suppressed or dropped in each other network.
     */
    private static void settle(Patience patience, int published, Bridge bridge, Bridge... others) {
        patience.await("a bridge has nothing left to say", () -> {
            List<PortReport> ports = bridge.report();
            long copies = Arrays.stream(others)
                    .mapToLong(other -> sum(other.report(), PortReport::relayed))
                    .sum();
            long heard = sum(ports, port -> port.heard() - suppressed(port, BridgeReasons.OWN_ECHO));
            long taken = heard - sum(ports, port -> suppressed(port, BridgeReasons.SAID_BY_BRIDGE));
            long decided = sum(
                    ports,
                    port -> port.relayed() + suppressed(port, BridgeReasons.BROUGHT_BY_BRIDGE) + port.allDropped());
            return heard == published + copies && decided == taken * (ports.size() - 1);
        });
    }

    private static long sum(List<PortReport> ports, ToLongFunction<PortReport> count) {
        return ports.stream().mapToLong(count).sum();
    }

    private static long suppressed(PortReport port, DropReason reason) {
        return port.suppressed().getOrDefault(reason.code(), 0L);
    }

    private void note(String act, List<Bridge> bridges) {
        List<PortReport> dropping = new ArrayList<>();
        char letter = 'a';
        for (Bridge bridge : bridges) {
            for (PortReport port : bridge.report()) {
                say(String.format(
                        "   bridge %c, %-6s  heard %2d, relayed %2d, suppressed %s, dropped %s",
                        letter, port.port(), port.heard(), port.relayed(), port.suppressed(), port.dropped()));
                ObjectNode counts = findings.withObject("/" + act + "/" + letter + "/" + port.port());
                counts.put("heard", port.heard()).put("relayed", port.relayed());
                port.suppressed().forEach(counts.withObject("/suppressed")::put);
                port.dropped().forEach(counts.withObject("/dropped")::put);
                if (port.allDropped() > 0) {
                    dropping.add(port);
                }
            }
            letter++;
        }
        if (!dropping.isEmpty()) {
            throw new BrokenPromise("a bridge dropped messages: " + dropping);
        }
    }
}
