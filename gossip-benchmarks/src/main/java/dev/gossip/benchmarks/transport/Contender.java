package dev.gossip.benchmarks.transport;

import dev.gossip.api.GossipException;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.transport.CarrierKind;
import dev.gossip.spi.transport.Transport;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Names of what can be measured, and how each is made. */
final class Contender {

    /** Raw Netty whose receiver gets heap memory that it may keep: the baseline of all ratios. */
    static final String SAME_JOB = "same-job";
    /** The same on Java's selectors: the baseline of a transport that has nothing else. */
    static final String SAME_JOB_NIO = "same-job-nio";
    /** Raw Netty whose receiver looks at the receive buffer: information only. */
    static final String LIMIT = "limit";

    /** Raw Netty as most programs use it for requests: the baseline of topics. */
    static final String ORDINARY = "ordinary";

    /** Whole nodes on the transport netty. */
    static final String NODE = "node";

    /** Publisher and subscriber of a topic at two nodes of FISCO BCOS, on the transport netty. */
    static final String AMOP = "amop";

    private Contender() {}

    /** Transports of the class path that cross processes over a byte stream, in the order of their names. */
    static List<String> transports() {
        return ServiceLoader.load(Transport.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(Contender::isMeasurable)
                .map(Transport::name)
                .sorted()
                .toList();
    }

    /** The baseline with the same means as {@code transport}. */
    static String baseline(String transport) {
        return switch (transport) {
            case "nio" -> SAME_JOB_NIO;
            case AMOP -> ORDINARY;
            default -> SAME_JOB;
        };
    }

    /**
     * @param tls for encrypted connections; null if there will be none
     * @param identity of a whole node; null if none will be measured
     */
    static Carrier open(String name, @Nullable TlsContext tls, @Nullable LocalIdentity identity) {
        boolean epoll = !"nio".equals(System.getProperty("gossip.netty.io"));
        return switch (name) {
            case SAME_JOB -> new RawCarrier(RawCarrier.Style.KEEPING, epoll, tls);
            case SAME_JOB_NIO -> new RawCarrier(RawCarrier.Style.KEEPING, false, tls);
            case LIMIT -> new RawCarrier(RawCarrier.Style.VIEWING, epoll, tls);
            case ORDINARY -> new RawCarrier(RawCarrier.Style.ORDINARY, epoll, tls);
            case NODE -> new NodeCarrier("netty", tls);
            case AMOP -> new AmopCarrier(tls, Objects.requireNonNull(identity));
            default -> new GossipCarrier(transport(name), tls);
        };
    }

    private static Transport transport(String name) {
        return ServiceLoader.load(Transport.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(transport -> transport.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new GossipException("no transport '" + name + "' on the class path; found " + transports()));
    }

    private static boolean isMeasurable(Transport transport) {
        return transport.carrier() == CarrierKind.BYTE_STREAM
                && transport.capabilities().crossProcess()
                && transport.capabilities().tls();
    }
}
