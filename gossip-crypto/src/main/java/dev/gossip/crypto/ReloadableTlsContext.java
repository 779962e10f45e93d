package dev.gossip.crypto;

import dev.gossip.spi.crypto.TlsContext;

/** TLS whose certificates can be renewed while links are up. */
public interface ReloadableTlsContext extends TlsContext {

    /**
     * Presents and trusts {@code material} from the next handshake on.
     *
     * @throws dev.gossip.api.GossipException if the engine cannot use it; then nothing changes
     */
    void reload(TlsMaterial material);
}
