package dev.gossip.examples.certs;

import dev.gossip.api.Bytes;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.Pem;
import dev.gossip.fisco.codec.identity.CertificateKey;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a development network of FISCO BCOS as files, named as its own tools name them, each node with a configuration that
 * runs.
 *
 * <pre>
 *   DIR/node1/fisco.yaml nodes.json
 *   DIR/node1/conf/ca.crt node.crt node.key node.nodeid     ssl.crt ssl.key ssl.nodeid in generation 3
 *   DIR/sdk/ca.crt sdk.crt sdk.key
 * </pre>
 */
public final class FiscoFiles {

    private static final String AGENCY = "agency";

    private final Path directory;
    private final TimeSource time;

    public FiscoFiles(Path directory, TimeSource time) {
        this.directory = directory;
        this.time = time;
    }

    /** The folder for SDKs, for their {@code certPath}. */
    public Path sdk() {
        return directory.resolve("sdk");
    }

    /**
     * Makes everything in {@code plan}.
     *
     * @return the configurations of the nodes
     * @throws dev.gossip.api.GossipException if a folder exists already or a file cannot be written
     */
    public List<Path> write(FiscoPlan plan) {
        new PemFolder(sdk()).requireAbsent();
        List<Path> folders = IntStream.rangeClosed(1, plan.nodes())
                .mapToObj(number -> directory.resolve("node" + number))
                .toList();
        folders.forEach(folder -> new PemFolder(folder).requireAbsent());
        Authority authority = Authority.of(plan.keys(), AGENCY, time);
        for (int index = 0; index < plan.nodes(); index++) {
            writeNode(new PemFolder(folders.get(index)), plan, index, authority);
        }
        write(new PemFolder(sdk()), "sdk", authority.issue("sdk"), authority);
        return folders.stream().map(folder -> folder.resolve("fisco.yaml")).toList();
    }

    private static void writeNode(PemFolder folder, FiscoPlan plan, int index, Authority authority) {
        String name = plan.generation() == 2 ? "node" : "ssl";
        IssuedNode issued = authority.issue("node" + (index + 1));
        PemFolder conf = new PemFolder(folder.folder().resolve("conf"));
        write(conf, name, issued, authority);
        CertificateKey key = CertificateKey.of(issued.certificate());
        conf.write(
                name + ".nodeid",
                Bytes.utf8((plan.generation() == 2 ? key.generation2() : key.generation3()).hex() + "\n"));
        folder.write("nodes.json", Bytes.utf8(others(plan, index)));
        folder.write("fisco.yaml", Bytes.utf8(yaml(plan, index)));
    }

    private static void write(PemFolder folder, String name, IssuedNode issued, Authority authority) {
        folder.write("ca.crt", Pem.encode(authority.certificate()));
        folder.write(name + ".crt", issued.chainPem());
        folder.writeSecret(name + ".key", issued.keyPem());
    }

    private static String others(FiscoPlan plan, int index) {
        return IntStream.range(0, plan.nodes())
                .filter(other -> other != index)
                .mapToObj(other -> "\"127.0.0.1:" + (plan.basePort() + other) + "\"")
                .collect(Collectors.joining(",", "{\"nodes\":[", "]}\n"));
    }

    private static String yaml(FiscoPlan plan, int index) {
        int port = plan.basePort() + index;
        return """
                protocol: fisco
                generation: %d
                certs: conf
                listen: 127.0.0.1:%d
                nodesFile: nodes.json
                %s: 127.0.0.1:%d
                status: 127.0.0.1:%d
                """.formatted(
                        plan.generation(),
                        port,
                        plan.generation() == 2 ? "channelListen" : "websocketListen",
                        plan.sdkPort() + index,
                        port + FiscoPlan.STATUS_ABOVE);
    }
}
