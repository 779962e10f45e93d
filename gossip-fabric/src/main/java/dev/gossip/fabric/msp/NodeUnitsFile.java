package dev.gossip.fabric.msp;

import com.google.protobuf.ByteString;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.Pem;
import dev.gossip.fabric.msp.YamlNode.Mapping;
import dev.gossip.fabric.msp.YamlNode.Sequence;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;
import org.hyperledger.fabric.protos.msp.FabricNodeOUs;
import org.hyperledger.fabric.protos.msp.FabricOUIdentifier;

/**
 * The file {@code config.yaml} of an MSP directory, which says what organizational units mean.
 *
 * <pre>
 *   OrganizationalUnitIdentifiers:
 *     - Certificate: cacerts/ca.pem
 *       OrganizationalUnitIdentifier: production
 *   NodeOUs:
 *     Enable: true
 *     PeerOUIdentifier:
 *       Certificate: cacerts/ca.pem
 *       OrganizationalUnitIdentifier: peer
 * </pre>
 */
record NodeUnitsFile(Path directory, Path file) {

    private static final String UNITS = "OrganizationalUnitIdentifiers";
    private static final String NODE_UNITS = "NodeOUs";
    private static final String CERTIFICATE = "Certificate";
    private static final String UNIT = "OrganizationalUnitIdentifier";
    private static final String CLIENT = "ClientOUIdentifier";
    private static final String PEER = "PeerOUIdentifier";
    private static final String ADMIN = "AdminOUIdentifier";
    private static final String ORDERER = "OrdererOUIdentifier";

    /** Adds to {@code config} what the file says; nothing if there is no file. */
    static void read(Path directory, FabricMSPConfig.Builder config) {
        Path file = directory.resolve("config.yaml");
        if (Files.exists(file)) {
            new NodeUnitsFile(directory, file).read(config);
        }
    }

    private void read(FabricMSPConfig.Builder config) {
        Mapping all = YamlNode.parse(MspFiles.read(file).utf8(), file.toString());
        all.requireKnown(Set.of(UNITS, NODE_UNITS));
        for (YamlNode unit :
                all.find(UNITS, Sequence.class).map(Sequence::items).orElse(List.of())) {
            config.addOrganizationalUnitIdentifiers(unit(unit.as(Mapping.class)));
        }
        all.find(NODE_UNITS, Mapping.class).ifPresent(nodes -> config.setFabricNodeOus(nodes(nodes)));
    }

    private FabricNodeOUs nodes(Mapping nodes) {
        nodes.requireKnown(Set.of("Enable", CLIENT, PEER, ADMIN, ORDERER));
        FabricNodeOUs.Builder config = FabricNodeOUs.newBuilder()
                .setEnable(nodes.text("Enable").map(text -> flag(nodes, text)).orElse(false));
        nodes.find(CLIENT, Mapping.class).ifPresent(unit -> config.setClientOuIdentifier(unit(unit)));
        nodes.find(PEER, Mapping.class).ifPresent(unit -> config.setPeerOuIdentifier(unit(unit)));
        nodes.find(ADMIN, Mapping.class).ifPresent(unit -> config.setAdminOuIdentifier(unit(unit)));
        nodes.find(ORDERER, Mapping.class).ifPresent(unit -> config.setOrdererOuIdentifier(unit(unit)));
        return config.build();
    }

    private boolean flag(Mapping nodes, String text) {
        if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
            throw nodes.fault("Enable must be true or false, not '" + text + "'");
        }
        return Boolean.parseBoolean(text);
    }

    private FabricOUIdentifier unit(Mapping unit) {
        unit.requireKnown(Set.of(CERTIFICATE, UNIT));
        FabricOUIdentifier.Builder config = FabricOUIdentifier.newBuilder()
                .setOrganizationalUnitIdentifier(unit.text(UNIT).orElseThrow(() -> unit.fault(UNIT + " is missing")));
        unit.text(CERTIFICATE).ifPresent(path -> config.setCertificate(certificate(unit, path)));
        return config.build();
    }

    private ByteString certificate(Mapping unit, String path) {
        try {
            return ByteString.copyFrom(
                    Pem.encode(MspFiles.certificate(directory.resolve(path))).asReadOnlyBuffer());
        } catch (GossipException | InvalidPathException e) {
            throw unit.fault(CERTIFICATE + ": " + e.getMessage());
        }
    }
}
