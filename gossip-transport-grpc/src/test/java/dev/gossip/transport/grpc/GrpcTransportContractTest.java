package dev.gossip.transport.grpc;

import dev.gossip.spi.transport.Transport;
import dev.gossip.tck.TransportContract;
import dev.gossip.tck.TransportTraits;

class GrpcTransportContractTest extends TransportContract {

    @Override
    protected Transport transport() {
        return new GrpcTransport();
    }

    /** Programs that speak no HTTP/2 cannot reach its listeners with frames. */
    @Override
    protected TransportTraits traits() {
        return new TransportTraits(false, true, true);
    }
}
