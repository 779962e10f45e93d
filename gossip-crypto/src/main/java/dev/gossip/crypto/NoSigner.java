package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.spi.crypto.Signer;
import java.security.PrivateKey;

/** For nodes that are known by their TLS certificate, where no statement is signed. */
final class NoSigner implements Signer {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public boolean supports(PrivateKey key) {
        return true;
    }

    @Override
    public Bytes sign(PrivateKey key, Bytes content) {
        throw new GossipException(
                "this identity only shows its certificate and signs nothing; make one that signs with "
                        + "LocalIdentities.load");
    }
}
