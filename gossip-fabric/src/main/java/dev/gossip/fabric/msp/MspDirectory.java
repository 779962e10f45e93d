package dev.gossip.fabric.msp;

import com.google.protobuf.ByteString;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.Pem;
import dev.gossip.spi.crypto.LocalIdentity;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.msp.FabricMSPConfig;

/**
 * An MSP directory as Fabric's tools lay it out. Each call reads the files anew, so it blocks, and what was changed on
 * disk counts from the next call on. Errors name the file and what to do. Thread-safe.
 *
 * <pre>
 *   cacerts/ intermediatecerts/          authorities of identities, one certificate per file
 *   tlscacerts/ tlsintermediatecerts/    authorities of TLS certificates
 *   admincerts/ crls/ config.yaml        administrators, revocations, organizational units
 *   signcerts/ keystore/                 the node's own certificate and private key
 * </pre>
 *
 * Other entries, such as {@code operationscerts}, are not looked at.
 */
public final class MspDirectory {

    private final String mspId;
    private final Path directory;

    private MspDirectory(String mspId, Path directory) {
        this.mspId = mspId;
        this.directory = directory;
    }

    /** Reads nothing yet. */
    public static MspDirectory of(String mspId, Path directory) {
        return new MspDirectory(mspId, directory);
    }

    /**
     * What the directory says about the organisation; the node's own certificate and key are not needed for it.
     *
     * @throws GossipException naming the file or the certificate and what is wrong
     */
    public Msp load() {
        FabricMSPConfig.Builder config = FabricMSPConfig.newBuilder().setName(mspId);
        certificates("cacerts").forEach(config::addRootCerts);
        if (config.getRootCertsCount() == 0) {
            throw new GossipException(directory.resolve("cacerts")
                    + ": no file; an MSP directory needs the certificate of at least one root authority there");
        }
        certificates("intermediatecerts").forEach(config::addIntermediateCerts);
        certificates("admincerts").forEach(config::addAdmins);
        certificates("tlscacerts").forEach(config::addTlsRootCerts);
        certificates("tlsintermediatecerts").forEach(config::addTlsIntermediateCerts);
        Map<X509CRL, Path> lists = new LinkedHashMap<>();
        for (Path file : MspFiles.in(directory.resolve("crls"))) {
            Pem.revocationLists(file).forEach(list -> lists.put(list, file));
        }
        lists.keySet().forEach(list -> config.addRevocationList(bytes(Pem.encode(list))));
        NodeUnitsFile.read(directory, config);
        Msp msp = MspConfigReader.read(config.build());
        lists.forEach((list, file) -> requireSigned(msp, list, file));
        return msp;
    }

    /** Fabric passes over such a list; whoever put it there believes that it revokes something. */
    private static void requireSigned(Msp msp, X509CRL list, Path file) {
        if (!msp.signed(list)) {
            throw new GossipException(
                    file + ": the list of " + list.getIssuerX500Principal().getName()
                            + " is signed by no authority of this MSP, so it would revoke nothing; add the authority or remove it");
        }
    }

    /**
     * The node's own identity and key, found valid by {@link #load}.
     *
     * @throws GossipException naming the file and what is wrong
     */
    public LocalIdentity identity() {
        X509Certificate certificate = MspFiles.certificate(MspFiles.only(directory.resolve("signcerts")));
        LocalIdentity identity = withKey(Pem.encode(certificate));
        if (load().identify(identity.identity().encoded()) instanceof MspVerdict.Refused refused) {
            throw new GossipException(
                    directory.resolve("signcerts") + ": peers would refuse this: " + refused.detail());
        }
        return identity;
    }

    /** The store may hold keys of earlier certificates; names of files say nothing that can be relied on. */
    private LocalIdentity withKey(Bytes certificate) {
        Path keystore = directory.resolve("keystore");
        List<String> faults = new ArrayList<>();
        for (Path file : MspFiles.in(keystore)) {
            try {
                return LocalIdentities.parse(mspId, certificate, MspFiles.read(file));
            } catch (GossipException e) {
                faults.add(file.getFileName() + ": " + e.getMessage());
            }
        }
        throw new GossipException(keystore + ": no private key of the certificate in signcerts; "
                + (faults.isEmpty() ? "there is no file; keys in devices (PKCS#11) are not supported" : faults));
    }

    private List<ByteString> certificates(String folder) {
        return MspFiles.in(directory.resolve(folder)).stream()
                .map(file -> bytes(Pem.encode(MspFiles.certificate(file))))
                .toList();
    }

    private static ByteString bytes(Bytes content) {
        return ByteString.copyFrom(content.asReadOnlyBuffer());
    }

    @Override
    public String toString() {
        return "MspDirectory[" + mspId + ", " + directory + "]";
    }
}
