package com.example.uds;

import dev.gossip.api.PeerAddress;
import dev.gossip.spi.transport.Transport;
import dev.gossip.tck.DeadHost;
import dev.gossip.tck.Stranger;
import dev.gossip.tck.TransportContract;
import dev.gossip.tck.TransportTraits;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

// tag::contract[]
class UdsTransportContractTest extends TransportContract {

    @TempDir
    Path folder;

    @Override
    protected Transport transport() {
        return new UdsTransport();
    }

    @Override
    protected TransportTraits traits() {
        return new TransportTraits(true, false, false);
    }

    @Override
    protected PeerAddress address() {
        return UdsAddress.of(folder, 0);
    }

    @Override
    protected Stranger dialStranger(PeerAddress address) throws IOException {
        return new UdsStranger(address);
    }

    @Override
    protected DeadHost goneHost() {
        return () -> UdsAddress.of(folder, 8);
    }

    @Override
    protected DeadHost fullHost() throws IOException {
        return new CrowdedFile(UdsAddress.of(folder, 9));
    }
}
// end::contract[]
