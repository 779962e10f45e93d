package dev.gossip.examples.certs;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.Pem;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
     * @throws GossipException if a folder exists already or a file cannot be written
     */
    public List<Path> write(NetworkPlan plan) {
        List<String> organisations = plan.organisations().stream()
                .map(NetworkPlan.OrganisationPlan::mspId)
                .toList();
        for (String organisation : organisations) {
            Path folder = directory.resolve(organisation);
            if (Files.exists(folder)) {
                throw new GossipException(folder + " exists already; existing keys are never replaced."
                        + " Remove the folder or choose another one with --out");
            }
        }
        NodeYaml yaml = new NodeYaml(organisations);
        List<Path> configurations = new ArrayList<>();
        int port = plan.basePort();
        for (NetworkPlan.OrganisationPlan organisation : plan.organisations()) {
            DevelopmentOrganisation issuer = DevelopmentOrganisation.create(organisation.mspId(), time);
            Path folder = directory.resolve(organisation.mspId());
            write(folder.resolve("ca.pem"), Pem.encode(issuer.identityRoot()));
            write(folder.resolve("tlsca.pem"), Pem.encode(issuer.tlsRoot()));
            int first = port;
            for (int number = 1; number <= organisation.nodes(); number++, port++) {
                String name = "node" + number;
                writeNode(folder.resolve(name), issuer.issue(name + "." + organisation.mspId(), plan.hosts()));
                Path configuration = folder.resolve(name).resolve("node.yaml");
                write(configuration, Bytes.utf8(yaml.of(organisation.mspId(), port, first)));
                configurations.add(configuration);
            }
        }
        return configurations;
    }

    private static void writeNode(Path folder, NodeCertificates node) {
        write(folder.resolve("cert.pem"), node.identity().certificatePem());
        writeSecret(folder.resolve("key.pem"), node.identity().keyPem());
        write(folder.resolve("tls-cert.pem"), node.tls().chainPem());
        writeSecret(folder.resolve("tls-key.pem"), node.tls().keyPem());
    }

    private static void write(Path file, Bytes content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content.toByteArray());
        } catch (IOException e) {
            throw new GossipException(file + ": cannot be written: " + e, e);
        }
    }

    /** Created unreadable for others, so that there is no moment at which they could read it. */
    private static void writeSecret(Path file, Bytes content) {
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException e) {
            throw new GossipException(file + ": cannot be written: " + e, e);
        }
        write(file, content);
    }
}
