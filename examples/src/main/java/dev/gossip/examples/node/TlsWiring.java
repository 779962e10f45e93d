package dev.gossip.examples.node;

import dev.gossip.api.GossipRuntime;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.TlsFiles;
import dev.gossip.examples.config.NodeConfig;
import dev.gossip.fabric.msp.MspTrust;
import dev.gossip.spi.crypto.TlsContext;
import dev.gossip.spi.crypto.Trust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The node's end of connections as the file describes it. Besides the roots of the file it believes the TLS authorities of
 * every organisation that an {@link MspTrust} knows, and refuses what these revoked.
 */
final class TlsWiring {

    private record Pair(TlsFiles files, JdkTlsContext context) {}

    private final List<Pair> pairs = new ArrayList<>();
    private final TlsContext context;

    /** @throws dev.gossip.api.GossipException naming the file that prevents it */
    TlsWiring(NodeConfig.TlsFiles config, Trust trust, TimeSource time) {
        JdkTlsContext accepting = pair(config.cert(), config.key(), config.ca(), trust, time);
        this.context = config.clientCert().toString().isEmpty()
                ? accepting
                : new PairedTls(accepting, pair(config.clientCert(), config.clientKey(), config.ca(), trust, time));
    }

    private JdkTlsContext pair(Path cert, Path key, List<Path> roots, Trust trust, TimeSource time) {
        TlsFiles files = TlsFiles.of(key, cert, roots, time);
        if (trust instanceof MspTrust organisations) {
            files = files.alongWith(organisations::tlsAuthorities, organisations::revocationLists);
        }
        JdkTlsContext made = JdkTlsContext.builder(files.load(), time).build();
        pairs.add(new Pair(files, made));
        return made;
    }

    TlsContext context() {
        return context;
    }

    /** Uses what changed since the start, and whatever changes from now on. */
    List<CertificateWatch> watch(GossipRuntime runtime, Consumer<String> log) {
        return pairs.stream()
                .map(pair -> CertificateWatch.start(pair.files(), pair.context(), runtime, log))
                .toList();
    }
}
