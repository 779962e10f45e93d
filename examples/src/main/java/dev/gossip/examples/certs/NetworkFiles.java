package dev.gossip.examples.certs;

import dev.gossip.api.Bytes;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.Pem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes certificates as files, one folder per organisation and node, each node with a configuration that runs.
 *
 * <pre>
 *   DIR/Org1MSP/ca.pem tlsca.pem
 *   DIR/Org1MSP/node1/cert.pem key.pem tls-cert.pem tls-key.pem node.yaml
 * </pre>
 */
public final class NetworkFiles {

    private final Path directory;
    private final TimeSource time;

    public NetworkFiles(Path directory, TimeSource time) {
        this.directory = directory;
        this.time = time;
    }

    /**
     * Makes everything in {@code plan}.
     *
     * @return the configurations of the nodes
     * @throws dev.gossip.api.GossipException if a folder exists already or a file cannot be written
     */
    public List<Path> write(NetworkPlan plan) {
        List<String> organisations = plan.organisations().stream()
                .map(NetworkPlan.OrganisationPlan::mspId)
                .toList();
        for (String organisation : organisations) {
            new PemFolder(directory.resolve(organisation)).requireAbsent();
        }
        NodeYaml yaml = new NodeYaml(organisations);
        List<Path> configurations = new ArrayList<>();
        int port = plan.basePort();
        for (NetworkPlan.OrganisationPlan organisation : plan.organisations()) {
            DevelopmentOrganisation issuer = DevelopmentOrganisation.create(organisation.mspId(), time);
            Path folder = directory.resolve(organisation.mspId());
            PemFolder authorities = new PemFolder(folder);
            authorities.write("ca.pem", Pem.encode(issuer.identityRoot()));
            authorities.write("tlsca.pem", Pem.encode(issuer.tlsRoot()));
            int first = port;
            for (int number = 1; number <= organisation.nodes(); number++, port++) {
                String name = "node" + number;
                PemFolder node = new PemFolder(folder.resolve(name));
                writeNode(node, issuer.issue(name + "." + organisation.mspId(), plan.hosts()));
                node.write("node.yaml", Bytes.utf8(yaml.of(organisation.mspId(), port, first)));
                configurations.add(node.folder().resolve("node.yaml"));
            }
        }
        return configurations;
    }

    private static void writeNode(PemFolder folder, NodeCertificates node) {
        folder.write("cert.pem", node.identity().certificatePem());
        folder.writeSecret("key.pem", node.identity().keyPem());
        folder.write("tls-cert.pem", node.tls().chainPem());
        folder.writeSecret("tls-key.pem", node.tls().keyPem());
    }
}
