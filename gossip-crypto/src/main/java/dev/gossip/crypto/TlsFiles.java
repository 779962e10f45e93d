package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.ec.Sha256;
import dev.gossip.crypto.x509.Certificates;
import dev.gossip.crypto.x509.PemFiles;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PEM files behind a {@link ReloadableTlsContext}, looked at whenever the owner's timer says so. Content counts, not dates of
 * files. Files that are half written or do not fit each other are refused and looked at again next time. Reading blocks, so
 * it belongs on a worker thread. Thread-safe.
 */
public final class TlsFiles {

    private static final Logger log = LoggerFactory.getLogger(TlsFiles.class);

    private final Path key;
    private final Path chain;
    private final List<Path> roots;
    private final List<Path> revocations;
    private final Supplier<List<X509Certificate>> moreRoots;
    private final Supplier<List<X509CRL>> moreRevocations;
    private final TimeSource time;
    private @Nullable List<Bytes> used;
    private @Nullable String refused;

    private TlsFiles(
            Path key,
            Path chain,
            List<Path> roots,
            List<Path> revocations,
            Supplier<List<X509Certificate>> moreRoots,
            Supplier<List<X509CRL>> moreRevocations,
            TimeSource time) {
        this.key = key;
        this.chain = chain;
        this.roots = List.copyOf(roots);
        this.revocations = List.copyOf(revocations);
        this.moreRoots = moreRoots;
        this.moreRevocations = moreRevocations;
        this.time = time;
    }

    /**
     * Reads nothing yet.
     *
     * @param chain the node's certificate and the intermediate authorities above it, leaf first
     * @param roots files with one or more root certificates each
     * @param time judges whether a new certificate is valid today
     */
    public static TlsFiles of(Path key, Path chain, List<Path> roots, TimeSource time) {
        return new TlsFiles(key, chain, roots, List.of(), List::of, List::of, time);
    }

    /**
     * The same with revocation lists; reads nothing yet.
     *
     * @param files with one or more lists each
     */
    public TlsFiles withRevocationLists(List<Path> files) {
        return new TlsFiles(key, chain, roots, files, moreRoots, moreRevocations, time);
    }

    /**
     * The same with authorities and revocations that no file holds, such as those of a ledger's configuration; asked at each
     * look, and a change counts like that of a file. Reads nothing yet.
     */
    public TlsFiles alongWith(Supplier<List<X509Certificate>> authorities, Supplier<List<X509CRL>> lists) {
        return new TlsFiles(key, chain, roots, revocations, authorities, lists, time);
    }

    /**
     * Reads the files, for the start.
     *
     * @throws GossipException naming the file and what to do
     */
    public synchronized TlsMaterial load() {
        Content content = read();
        TlsMaterial material = parse(content);
        used = content.digests();
        return material;
    }

    /**
     * Gives {@code context} the files' content if it changed since it was last used. Links that are up stay up. A refusal is
     * written to the log when its reason is new.
     */
    public synchronized TlsReload reloadIfChanged(ReloadableTlsContext context) {
        try {
            Content content = read();
            if (content.digests().equals(used)) {
                refused = null;
                return new TlsReload.Unchanged();
            }
            TlsMaterial material = parse(content);
            requireCurrent(material);
            context.reload(material);
            used = content.digests();
            refused = null;
            X509Certificate leaf = material.chain().get(0);
            log.info("TLS uses new files: {}, valid until {}", Certificates.subject(leaf), Certificates.notAfter(leaf));
            return new TlsReload.Reloaded(leaf);
        } catch (GossipException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private TlsReload refuse(String reason) {
        boolean repeated = reason.equals(refused);
        if (!repeated) {
            refused = reason;
            log.warn("TLS keeps what it has, because the new files are of no use: {}", reason);
        }
        return new TlsReload.Refused(reason, repeated);
    }

    private Content read() {
        return new Content(
                PemFiles.read(key),
                PemFiles.read(chain),
                roots.stream().map(PemFiles::read).toList(),
                revocations.stream().map(PemFiles::read).toList(),
                List.copyOf(moreRoots.get()),
                List.copyOf(moreRevocations.get()));
    }

    private TlsMaterial parse(Content content) {
        List<X509Certificate> trusted = new ArrayList<>();
        for (int i = 0; i < roots.size(); i++) {
            trusted.addAll(Pem.certificates(content.roots().get(i), roots.get(i).toString()));
        }
        List<X509CRL> revoked = new ArrayList<>();
        for (int i = 0; i < revocations.size(); i++) {
            revoked.addAll(Pem.revocationLists(
                    content.revocations().get(i), revocations.get(i).toString()));
        }
        trusted.addAll(content.moreRoots());
        revoked.addAll(content.moreRevocations());
        return new TlsMaterial(
                Pem.privateKey(content.key(), key.toString()),
                Pem.certificates(content.chain(), chain.toString()),
                trusted.stream().distinct().toList(),
                revoked.stream().distinct().toList());
    }

    private void requireCurrent(TlsMaterial material) {
        Instant now = time.now();
        for (X509Certificate certificate : material.chain()) {
            if (Certificates.isExpired(certificate, now)) {
                throw new GossipException(chain + ": " + Certificates.expiry(certificate));
            }
            if (Certificates.isEarly(certificate, now)) {
                throw new GossipException(chain + ": the certificate of " + Certificates.subject(certificate)
                        + " is not valid before " + Certificates.notBefore(certificate));
            }
        }
        if (material.trustedRoots().stream().noneMatch(root -> Certificates.isCurrent(root, now))) {
            throw new GossipException(roots + ": none of these root certificates is valid today");
        }
    }

    private record Content(
            Bytes key,
            Bytes chain,
            List<Bytes> roots,
            List<Bytes> revocations,
            List<X509Certificate> moreRoots,
            List<X509CRL> moreRevocations) {

        /** What is kept for the comparison; the private key is not. */
        List<Bytes> digests() {
            List<Bytes> digests = new ArrayList<>();
            digests.add(Bytes.wrap(Sha256.of(key)));
            digests.add(Bytes.wrap(Sha256.of(chain)));
            roots.forEach(root -> digests.add(Bytes.wrap(Sha256.of(root))));
            revocations.forEach(list -> digests.add(Bytes.wrap(Sha256.of(list))));
            moreRoots.forEach(root -> digests.add(Bytes.wrap(Sha256.of(Pem.encode(root)))));
            moreRevocations.forEach(list -> digests.add(Bytes.wrap(Sha256.of(Pem.encode(list)))));
            return digests;
        }
    }
}
