package dev.gossip.benchmarks.transport;

import dev.gossip.core.StandardRuntime;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.spi.crypto.TlsContext;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One side of one contender, a process of its own. Ends when its standard input does.
 *
 * <pre>
 *   receiver prints    plainPort tlsPort
 *   sender   reads     size inFlight tls port leadMillis millis
 *            prints    a {@link Sample}
 * </pre>
 */
public final class Child {

    static final String RECEIVER = "receiver";
    static final String SENDER = "sender";
    /** Starts the lines that are answers; a virtual machine may print others. */
    static final String ANSWER = "answer: ";

    static final String ROOT = "root.pem";

    private Child() {}

    /** The file with this role's private key. */
    static String key(String role) {
        return role + "-key.pem";
    }

    /** The file with this role's certificate. */
    static String chain(String role) {
        return role + "-chain.pem";
    }

    /** @param arguments role, contender, directory with the TLS files */
    public static void main(String[] arguments) throws Exception {
        try (StandardRuntime runtime = StandardRuntime.create();
                Carrier carrier = open(arguments[0], arguments[1], Path.of(arguments[2]), runtime);
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            if (arguments[0].equals(RECEIVER)) {
                answer(carrier.listen(false, Receiver::new) + " " + carrier.listen(true, Receiver::new));
            }
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                answer(run(carrier, order.split(" ")).line());
            }
        }
        System.exit(0);
    }

    private static void answer(String text) {
        System.out.println(ANSWER + text);
    }

    private static Sample run(Carrier carrier, String[] order) throws Exception {
        int size = Integer.parseInt(order[0]);
        int inFlight = Integer.parseInt(order[1]);
        boolean tls = Boolean.parseBoolean(order[2]);
        int port = Integer.parseInt(order[3]);
        long lead = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(order[4]));
        long measured = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(order[5]));
        return inFlight == 0
                ? stream(carrier, size, tls, port, lead, measured)
                : requests(carrier, size, inFlight, tls, port, lead, measured);
    }

    private static Sample stream(Carrier carrier, int size, boolean tls, int port, long lead, long measured)
            throws Exception {
        StreamRun run = new StreamRun();
        Carrier.Line line = carrier.connect(port, tls, size, run);
        try {
            return run.run(line, size, lead, measured);
        } finally {
            line.close();
        }
    }

    private static Sample requests(
            Carrier carrier, int size, int inFlight, boolean tls, int port, long lead, long measured) throws Exception {
        RequestRun run = new RequestRun(size, inFlight, lead, measured);
        Carrier.Line line = carrier.connect(port, tls, size, run);
        try {
            return run.run(line);
        } finally {
            line.close();
        }
    }

    private static Carrier open(String role, String contender, Path directory, StandardRuntime runtime) {
        TlsMaterial material = TlsMaterial.load(
                directory.resolve(key(role)), directory.resolve(chain(role)), List.of(directory.resolve(ROOT)));
        TlsContext tls = JdkTlsContext.builder(material, runtime.time())
                .verifyPeerName(false)
                .build();
        return Contender.open(contender, tls, LocalIdentities.presented(material));
    }
}
