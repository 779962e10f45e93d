package dev.gossip.examples.node;

import dev.gossip.api.GossipException;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.OrganisationTrust;
import dev.gossip.crypto.Pem;
import dev.gossip.examples.config.NodeConfig;
import dev.gossip.fabric.msp.MspDirectory;
import dev.gossip.fabric.msp.MspTrust;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Trust;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who the node is and whom it believes; the one place that knows how the file says so.
 *
 * @param trust judges identities of peers; an {@link MspTrust} if the file names an MSP directory
 */
record IdentityWiring(LocalIdentity identity, Trust trust) {

    /** @throws GossipException naming the file that prevents it */
    static IdentityWiring of(NodeConfig config, TimeSource time) {
        NodeConfig.Msp msp = config.msp();
        return msp == null ? ofFiles(config, time) : ofDirectory(MspDirectory.of(msp.id(), msp.dir()), time);
    }

    private static IdentityWiring ofDirectory(MspDirectory msp, TimeSource time) {
        return new IdentityWiring(msp.identity(), new MspTrust(msp.load(), time));
    }

    private static IdentityWiring ofFiles(NodeConfig config, TimeSource time) {
        NodeConfig.IdentityFiles files = config.identity();
        if (files == null) {
            throw new GossipException("key 'msp' is missing; name the id and folder of an MSP");
        }
        OrganisationTrust.Builder trust = OrganisationTrust.builder();
        config.organisations()
                .forEach(organisation ->
                        trust.organisation(organisation.mspId(), certificates(organisation.ca()), List.of()));
        return new IdentityWiring(LocalIdentities.load(files.mspId(), files.cert(), files.key()), trust.build(time));
    }

    static List<X509Certificate> certificates(List<Path> files) {
        return files.stream().flatMap(file -> Pem.certificates(file).stream()).toList();
    }
}
