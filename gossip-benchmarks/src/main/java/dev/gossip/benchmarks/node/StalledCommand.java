package dev.gossip.benchmarks.node;

import dev.gossip.api.Bytes;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code bench stalled}. */
@Command(
        name = "stalled",
        description = {
            "A peer stops reading while the node goes on sending as fast as it can.",
            "Prints what the process holds; fails if it grows beyond the bound that the node states."
        },
        mixinStandardHelpOptions = true)
public final class StalledCommand implements Callable<Integer> {

    private static final double MIB = 1 << 20;
    private static final int WINDOW = 1_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--seconds", description = "How long (default: ${DEFAULT-VALUE}).")
    private int seconds = 60;

    @Option(names = "--size", description = "Bytes of a message (default: ${DEFAULT-VALUE}).")
    private int size = 16 << 10;

    @Option(names = "--transport", description = "The transport's name (default: ${DEFAULT-VALUE}).")
    private String transport = "netty";

    /** For picocli. */
    public StalledCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        StallingProxy proxy = new StallingProxy();
        try (proxy;
                TwoNodes nodes = TwoNodes.withoutMembership(transport, proxy::to)) {
            Load load = new Load(nodes, size, WINDOW);
            load.run(TimeUnit.SECONDS.toNanos(2));
            Memory first = Memory.read();
            proxy.stall();
            long bound = nodes.memoryBound();
            out.printf(
                    Locale.ROOT,
                    "bound of the links %.1f MiB%n%4s %10s %10s %10s %10s%n",
                    bound / MIB,
                    "s",
                    "offered",
                    "refused",
                    "heap MiB",
                    "direct MiB");
            long most = 0;
            int step = Math.max(1, seconds / 12);
            for (int at = step; at <= seconds; at += step) {
                load.run(TimeUnit.SECONDS.toNanos(step));
                Memory now = Memory.read();
                most = Math.max(most, now.total() - first.total());
                out.printf(
                        Locale.ROOT,
                        "%4d %,10d %,10d %10.1f %10.1f%n",
                        at,
                        load.offered(),
                        load.refused(),
                        now.heap() / MIB,
                        now.direct() / MIB);
                out.flush();
            }
            boolean flat = most < bound;
            out.printf(
                    Locale.ROOT,
                    "%s: at most %.1f MiB more than before the peer stopped reading%n",
                    flat ? "PASS" : "FAIL",
                    most / MIB);
            return flat ? 0 : 1;
        }
    }

    /** Offers messages as fast as the node writes them, whatever becomes of them. */
    private static final class Load {

        private final TwoNodes nodes;
        private final Bytes content;
        private final Semaphore window;
        private final LongAdder refused = new LongAdder();
        private long offered;

        Load(TwoNodes nodes, int size, int window) {
            this.nodes = nodes;
            this.content = Bytes.wrap(new byte[size]);
            this.window = new Semaphore(window);
        }

        void run(long nanos) throws InterruptedException {
            long start = System.nanoTime();
            while (System.nanoTime() - start < nanos) {
                window.acquire();
                offered++;
                nodes.sendBlock(offered, content).whenComplete((accepted, failure) -> {
                    if (failure != null || !accepted) {
                        refused.increment();
                    }
                    window.release();
                });
            }
        }

        long offered() {
            return offered;
        }

        long refused() {
            return refused.sum();
        }
    }
}
