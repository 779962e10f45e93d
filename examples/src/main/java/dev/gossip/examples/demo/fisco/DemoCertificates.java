package dev.gossip.examples.demo.fisco;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.BcTlsContext;
import dev.gossip.crypto.Curve;
import dev.gossip.crypto.DevelopmentCa;
import dev.gossip.crypto.IssuedNode;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.NodeSpec;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.spi.crypto.TlsContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** All certificates, made for this run: an authority per generation, and one below which nodes and SDKs of 2.x meet. */
final class DemoCertificates implements AutoCloseable {

    private static final Duration VALIDITY = Duration.ofDays(1);

    private final TimeSource time;
    private final DevelopmentCa generation3;
    private final DevelopmentCa generation2;
    private final DevelopmentCa channel;
    private final Path sdkFolder;

    DemoCertificates(TimeSource time) {
        this.time = time;
        generation3 = DevelopmentCa.create("chain3", "ca.chain3", Curve.P_256, VALIDITY, time);
        generation2 = DevelopmentCa.create("chain2", "ca.chain2", Curve.SECP256K1, VALIDITY, time);
        channel = DevelopmentCa.create("agency", "ca.agency", Curve.P_256, VALIDITY, time);
        sdkFolder = sdkFiles();
    }

    /** Nodes of 2.x have keys on secp256k1. */
    TlsMaterial node(int generation, String name) {
        DevelopmentCa ca = generation == 2 ? generation2 : generation3;
        NodeSpec spec = NodeSpec.peer(name).on(generation == 2 ? Curve.SECP256K1 : Curve.P_256);
        return ca.issue(spec).tls(ca.certificate());
    }

    /** Between nodes. The JDK knows no secp256k1. */
    TlsContext p2p(int generation, TlsMaterial material) {
        return generation == 2
                ? BcTlsContext.of(material, time)
                : JdkTlsContext.builder(material, time).verifyPeerName(false).build();
    }

    /** Between nodes and SDKs of 2.x, which take no X25519. */
    JdkTlsContext channel(String name) {
        IssuedNode issued = channel.issue(NodeSpec.peer(name));
        return JdkTlsContext.builder(issued.tls(channel.certificate()), time)
                .protocols("TLSv1.2")
                .namedGroups("secp256r1")
                .verifyPeerName(false)
                .build();
    }

    /** {@code ca.crt}, {@code sdk.crt} and {@code sdk.key}, which SDKs read. */
    Path sdkFolder() {
        return sdkFolder;
    }

    private Path sdkFiles() {
        IssuedNode sdk = channel.issue(NodeSpec.peer("sdk"));
        try {
            Path folder = Files.createTempDirectory("gossip-demo-");
            write(folder.resolve("ca.crt"), channel.certificatePem());
            write(folder.resolve("sdk.crt"), sdk.chainPem());
            write(folder.resolve("sdk.key"), sdk.keyPem());
            return folder;
        } catch (IOException e) {
            throw new GossipException("no temporary folder for the SDK's certificates: " + e, e);
        }
    }

    private static void write(Path file, Bytes content) throws IOException {
        Files.write(file, content.toByteArray());
    }

    @Override
    public void close() {
        try {
            for (String name : new String[] {"ca.crt", "sdk.crt", "sdk.key"}) {
                Files.deleteIfExists(sdkFolder.resolve(name));
            }
            Files.deleteIfExists(sdkFolder);
        } catch (IOException e) {
            throw new GossipException("cannot remove " + sdkFolder + ": " + e, e);
        }
    }
}
