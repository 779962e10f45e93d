package dev.gossip.tck;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The contract of {@link Transport} as rules T01 to T35; {@code docs/contracts/transport.md} states them in words. Extend
 * it in a test class and implement {@link #transport()}:
 *
 * <pre>{@code
 * class MyTransportContractTest extends TransportContract {
 *     @Override
 *     protected Transport transport() {
 *         return new MyTransport();
 *     }
 * }
 * }</pre>
 *
 * <p>A failure names its rule. Each rule gets a runtime of its own, which is closed after it.
 */
@ExtendWith({RuleReporter.class, BenchProvider.class})
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Isolated("rule T21 counts the threads of the process")
public abstract class TransportContract
        implements LifeCycleRules, FrameRules, FlowRules, ThreadRules, SecurityRules, FaultRules, AdmissionRules {

    protected TransportContract() {}

    /** A transport to be judged; called once or more per rule. */
    protected abstract Transport transport();

    /** What the transport can do; everything by default. */
    protected TransportTraits traits() {
        return TransportTraits.ALL;
    }

    /** A fresh runtime on real threads; the rules close it. */
    protected GossipRuntime runtime() {
        return new ContractRuntime();
    }

    /** Where to listen: a host on which certificates for {@code 127.0.0.1} are valid, and port 0. */
    protected PeerAddress address() {
        return PeerAddress.of("127.0.0.1", 0);
    }

    /**
     * A raw connection to the listener at {@code address}, below the transport; TCP by default. A byte stream over another
     * carrier opens its own. Called only if other processes can reach the transport.
     */
    protected Stranger dialStranger(PeerAddress address) throws IOException {
        return new TcpStranger(address, Math.toIntExact(patience().toMillis()));
    }

    /** A host that refuses every dial, for rule T31; TCP by default. Replace it with {@link #dialStranger}. */
    protected DeadHost goneHost() throws IOException {
        return TcpDeadHost.gone(address());
    }

    /** A host whose queue of waiting dials is full, for rule T31; TCP by default. Replace it with {@link #dialStranger}. */
    protected DeadHost fullHost() throws IOException {
        return TcpDeadHost.full(address());
    }

    /** A host that lets dials in and says nothing, for rule T31; TCP by default, and asked for by transports with TLS only. */
    protected DeadHost muteHost() throws IOException {
        return TcpDeadHost.mute(address());
    }

    /** How long a rule waits for what must happen before it fails. */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }
}
