package dev.gossip.fisco.codec.link;

import dev.gossip.api.Assurance;
import dev.gossip.api.Attributes;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.LinkPeer;
import dev.gossip.api.NodeId;
import dev.gossip.fisco.codec.FiscoDropReasons;
import dev.gossip.fisco.codec.identity.CertificateKey;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.protocol.EndpointContext;
import dev.gossip.spi.protocol.LinkControl;
import dev.gossip.spi.protocol.MalformedException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;

/**
 * Who is at the ends of links between nodes and SDKs. Several SDKs may use one certificate, so each of their links gets an
 * id of its own; a node is known by its certificate. Thread-safe.
 */
public final class SdkLinks {

    private static final int KEY_BYTES = 24;
    private static final int LONGEST_NAME = 200;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e]");

    private final EndpointContext context;
    private final NodeId self;
    private final boolean allowPlaintext;
    private final boolean demandCertificate;
    private final boolean checkIssuer;
    private final AtomicLong links = new AtomicLong();

    /**
     * Links under the settings of their endpoint.
     *
     * @param demandCertificate whether an SDK must show a certificate in TLS
     * @param checkIssuer whether nodes admit SDKs of their own agency alone, if no setting says otherwise
     */
    public SdkLinks(EndpointContext context, Settings settings, boolean demandCertificate, boolean checkIssuer) {
        this.context = context;
        this.self = ownId(context);
        this.allowPlaintext = settings.flag(Settings.ALLOW_PLAINTEXT, false);
        this.demandCertificate = demandCertificate;
        this.checkIssuer = settings.flag(Settings.CHECK_CERT_ISSUER, checkIssuer);
    }

    /** Our own id: that of our certificate, or one made of the endpoint's name. */
    public NodeId self() {
        return self;
    }

    private static NodeId ownId(EndpointContext context) {
        return context.identity()
                .map(LocalIdentity::identity)
                .flatMap(Identity::certificate)
                .map(certificate -> CertificateKey.of(certificate).generation3())
                .orElseGet(() -> new NodeId(Bytes.utf8(context.endpoint())));
    }

    /**
     * The other end of a link.
     *
     * @throws MalformedException fatal, with the reason to refuse the link
     */
    public LinkPeer peer(LinkControl control) throws MalformedException {
        boolean anonymous = !demandCertificate
                && !control.dialled()
                && control.security().isEncrypted()
                && control.security().peerLeaf().isEmpty();
        Optional<X509Certificate> leaf =
                anonymous ? Optional.empty() : PeerCertificates.admitted(control, context, allowPlaintext, false);
        if (checkIssuer && !control.dialled() && leaf.isPresent()) {
            requireOwnIssuer(control, leaf.get());
        }
        return new LinkPeer(
                context.endpoint(),
                Optional.of(id(control, leaf)),
                leaf.isPresent() ? Assurance.AUTHENTICATED : Assurance.CLAIMED,
                Optional.empty(),
                control.remote(),
                Attributes.empty());
    }

    private void requireOwnIssuer(LinkControl control, X509Certificate sdk) throws MalformedException {
        X500Principal issuer = sdk.getIssuerX500Principal();
        Optional<X500Principal> own = control.security()
                .ownLeaf()
                .or(() -> context.identity().map(LocalIdentity::identity).flatMap(Identity::certificate))
                .map(X509Certificate::getIssuerX500Principal);
        if (!own.equals(Optional.of(issuer))) {
            throw MalformedException.fatal(
                    FiscoDropReasons.FOREIGN_ISSUER,
                    "the SDK's certificate was issued by " + printable(issuer) + ", the node's by "
                            + own.map(SdkLinks::printable).orElse("nobody known here")
                            + "; issue it by the node's agency, or set " + Settings.CHECK_CERT_ISSUER + "=false");
        }
    }

    private static String printable(X500Principal name) {
        String text = name.getName();
        return UNPRINTABLE
                .matcher(text.substring(0, Math.min(text.length(), LONGEST_NAME)))
                .replaceAll("?");
    }

    private NodeId id(LinkControl control, Optional<X509Certificate> leaf) throws MalformedException {
        Optional<Bytes> key = leaf.isPresent() ? Optional.of(key(leaf.get())) : Optional.empty();
        if (control.dialled() && key.isPresent()) {
            return new NodeId(key.get());
        }
        Bytes known = key.map(bytes -> bytes.slice(Math.max(0, bytes.length() - KEY_BYTES)))
                .orElse(Bytes.empty());
        return new NodeId(Bytes.concat(Bytes.ofLong(links.incrementAndGet()), known));
    }

    private static Bytes key(X509Certificate certificate) throws MalformedException {
        try {
            return CertificateKey.of(certificate).keyBits();
        } catch (GossipException e) {
            throw MalformedException.fatal(FiscoDropReasons.NO_NODE_ID, String.valueOf(e.getMessage()));
        }
    }
}
