package dev.gossip.fisco.identity;

import dev.gossip.api.GossipException;
import dev.gossip.api.NodeId;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.BcTlsContext;
import dev.gossip.crypto.CertificateChain;
import dev.gossip.crypto.JdkTlsContext;
import dev.gossip.crypto.LocalIdentities;
import dev.gossip.crypto.Pem;
import dev.gossip.crypto.ReloadableTlsContext;
import dev.gossip.crypto.TlsFiles;
import dev.gossip.crypto.TlsMaterial;
import dev.gossip.fisco.codec.identity.CertificateKey;
import dev.gossip.spi.crypto.LocalIdentity;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A node's directory of certificates, read and checked: key and certificate belong together, and the certificate leads to the
 * root. Every error names the file and what to do. Reading blocks.
 *
 * <pre>{@code
 * FiscoCertificates certs = FiscoCertificates.load(Path.of("conf"), runtime.time());
 * EndpointConfig.named("p2p").identity(certs.identity()).tls(certs.tls())
 * }</pre>
 */
public final class FiscoCertificates {

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";

    private final Path directory;
    private final CertificateFiles files;
    private final TimeSource time;
    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final List<X509Certificate> roots;
    private final LocalIdentity identity;

    private FiscoCertificates(Path directory, CertificateFiles files, TimeSource time) {
        this.directory = directory;
        this.files = files;
        this.time = time;
        Path chainFile = files.certificate(directory);
        Path rootFile = files.root(directory);
        this.key = Pem.privateKey(files.key(directory));
        this.chain = Pem.certificates(chainFile);
        this.roots = Pem.certificates(rootFile);
        requireLeaf(chainFile);
        this.identity =
                named(files.key(directory) + " and " + chainFile, () -> LocalIdentities.presented(key, chain.get(0)));
        named(chainFile + ", which " + rootFile + " should vouch for", () -> {
            CertificateChain.require(chain, roots, time.now());
            return chain;
        });
    }

    /**
     * Reads the one set of files that the directory holds, under whichever of the usual names.
     *
     * @param time says whether the certificate is valid today
     * @throws GossipException naming the file and what to do; also if there are several sets
     */
    public static FiscoCertificates load(Path directory, TimeSource time) {
        List<CertificateFiles> present = Arrays.stream(CertificateFiles.values())
                .filter(files -> files.isIn(directory))
                .toList();
        return switch (present.size()) {
            case 0 ->
                throw new GossipException(directory + ": no certificate of a node here (looked in "
                        + directory.toAbsolutePath() + "); put " + CertificateFiles.NODE + " (2.x) or "
                        + CertificateFiles.SSL + " (3.x) there");
            case 1 -> load(directory, present.get(0), time);
            default ->
                throw new GossipException(directory + ": certificates of several kinds: " + present
                        + "; say which ones, or put them in directories of their own");
        };
    }

    /**
     * Reads files by their names.
     *
     * @param time says whether the certificate is valid today
     * @throws GossipException naming the file and what to do
     */
    public static FiscoCertificates load(Path directory, CertificateFiles files, TimeSource time) {
        return new FiscoCertificates(directory, files, time);
    }

    private void requireLeaf(Path file) {
        X509Certificate leaf = chain.get(0);
        if (leaf.getBasicConstraints() >= 0) {
            throw new GossipException(
                    file + ": the first certificate is that of an authority; put the node's own before it");
        }
        if (files.demandsConstraints() && leaf.getExtensionValue(BASIC_CONSTRAINTS) == null) {
            throw new GossipException(
                    file + ": nodes of 2.x refuse a certificate without basicConstraints; issue it with" + " CA:FALSE");
        }
    }

    private static <T> T named(String what, Supplier<T> step) {
        try {
            return step.get();
        } catch (GossipException e) {
            throw new GossipException(what + ": " + e.getMessage(), e);
        }
    }

    /** Under which names the files were found. */
    public CertificateFiles files() {
        return files;
    }

    /** The certificate, and the authorities above it; leaf first. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** Who the node is; on secp256k1 and SM2 it can sign as well. */
    public LocalIdentity identity() {
        return identity;
    }

    /**
     * The node's id in a network.
     *
     * @param generation 2 or 3
     * @throws GossipException if the key gives no id in that generation
     */
    public NodeId nodeId(int generation) {
        CertificateKey id = CertificateKey.of(chain.get(0));
        return switch (generation) {
            case 2 -> id.generation2();
            case 3 -> id.generation3();
            default -> throw new GossipException("there are generations 2 and 3, not " + generation);
        };
    }

    /**
     * What the node shows in TLS.
     *
     * @throws GossipException if the certificates are those of SM2, since national TLS (TLCP) is not supported
     */
    public TlsMaterial material() {
        return named(directory.toString(), () -> new TlsMaterial(key, chain, roots));
    }

    /**
     * Mutual TLS 1.2 without X25519 and without names, as nodes and SDKs of both generations expect it; by Bouncy Castle's engine
     * for certificates on secp256k1, else by the JDK's.
     *
     * @throws GossipException as {@link #material}
     */
    public ReloadableTlsContext tls() {
        TlsMaterial material = material();
        return BcTlsContext.isNeededFor(material)
                ? BcTlsContext.of(material, time)
                : JdkTlsContext.builder(material, time)
                        .protocols("TLSv1.2")
                        .namedGroups("secp256r1", "secp384r1")
                        .verifyPeerName(false)
                        .build();
    }

    /**
     * The same files for {@link TlsFiles#reloadIfChanged}, from now on. The node's id comes from its key, so a renewed certificate
     * has to be one of the same key; with another one, links between nodes are refused.
     *
     * @throws GossipException as {@link #material}
     */
    public TlsFiles watched() {
        TlsFiles watched =
                TlsFiles.of(files.key(directory), files.certificate(directory), List.of(files.root(directory)), time);
        watched.load();
        return watched;
    }
}
