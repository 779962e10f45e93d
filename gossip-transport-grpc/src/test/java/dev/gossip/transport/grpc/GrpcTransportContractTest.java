package dev.gossip.transport.grpc;

import dev.gossip.spi.transport.Transport;
import dev.gossip.tck.TransportContract;
import dev.gossip.tck.TransportTraits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

class GrpcTransportContractTest extends TransportContract {

    private boolean silentStrangers;

    /** T34 needs strangers that say nothing, which they can do here as well; {@link AdmissionTest} has a flood for T35. */
    @BeforeEach
    void letSilentStrangersIn(TestInfo rule) {
        silentStrangers = rule.getDisplayName().startsWith("T34");
    }

    @Override
    protected Transport transport() {
        return new GrpcTransport();
    }

    /** Programs that speak no HTTP/2 cannot reach its listeners with frames. */
    @Override
    protected TransportTraits traits() {
        return new TransportTraits(silentStrangers, true, true, true);
    }
}
