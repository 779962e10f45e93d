package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.TimeSource;
import dev.gossip.crypto.authority.CertificateIssuer;
import dev.gossip.crypto.authority.DevelopmentKey;
import dev.gossip.crypto.authority.Subject;
import dev.gossip.crypto.authority.Validity;
import dev.gossip.crypto.x509.Certificates;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate authority in memory, for development and tests: its private key is nowhere protected. Certificates carry
 * what Fabric, and TLS on either side of a link, look for; all signatures have low S. An organisation that keeps
 * identities and TLS apart, as Fabric's do, makes two. Thread-safe.
 */
public final class DevelopmentCa {

    private static final Duration TEN_YEARS = Duration.ofDays(3650);

    private final String organisation;
    private final TimeSource time;
    private final SecureRandom random;
    private final CertificateIssuer issuer;
    private final List<X509Certificate> above;

    private DevelopmentCa(
            String organisation,
            TimeSource time,
            SecureRandom random,
            CertificateIssuer issuer,
            List<X509Certificate> above) {
        this.organisation = organisation;
        this.time = time;
        this.random = random;
        this.issuer = issuer;
        this.above = above;
    }

    /** A root on P-256, valid for ten years, named {@code ca.<organisation>}. */
    public static DevelopmentCa create(String organisation, TimeSource time) {
        return create(organisation, "ca." + organisation, Curve.P_256, TEN_YEARS, time);
    }

    /**
     * A root.
     *
     * @param organisation the O of the subject, and who {@link IssuedNode} says vouches for a node
     * @param commonName the CN of the subject; two authorities of one organisation need two
     * @param validity from five minutes before now on
     */
    public static DevelopmentCa create(
            String organisation, String commonName, Curve curve, Duration validity, TimeSource time) {
        SecureRandom random = new SecureRandom();
        Validity dates = Validity.startingNow(time.now(), validity);
        CertificateIssuer root =
                CertificateIssuer.root(organisation, commonName, dates, curve.domain(), new EcdsaSigner(), random);
        return new DevelopmentCa(organisation, time, random, root, List.of());
    }

    /** An authority below this one, on the same curve, with the same dates. */
    public DevelopmentCa intermediate(String commonName) {
        Validity dates = new Validity(Certificates.notBefore(certificate()), Certificates.notAfter(certificate()));
        CertificateIssuer lower = issuer.intermediate(commonName, dates, random);
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(lower.certificate());
        chain.addAll(above);
        return new DevelopmentCa(organisation, time, random, lower, List.copyOf(chain));
    }

    /** Makes a key and a certificate for it. */
    public IssuedNode issue(NodeSpec node) {
        Validity dates = node.validFrom()
                .map(start -> Validity.of(start, node.validity()))
                .orElseGet(() -> Validity.startingNow(time.now(), node.validity()));
        DevelopmentKey key = DevelopmentKey.generate(node.curve().domain(), random);
        Subject subject = new Subject(node.commonName(), node.unit(), node.dnsNames(), node.ipAddresses());
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(issuer.node(subject, key, dates, random));
        chain.addAll(above);
        return new IssuedNode(organisation, key.secret(), chain);
    }

    /**
     * Gives an endpoint of a development network all its credentials: a fresh identity, trust in this authority alone, and
     * mutual TLS.
     *
     * @param host the DNS name under which the node is dialled, {@code localhost} for example
     */
    public EndpointConfig.Builder equip(EndpointConfig.Builder endpoint, String host) {
        IssuedNode issued = issue(NodeSpec.peer(host));
        return endpoint.identity(issued.localIdentity())
                .trust(OrganisationTrust.builder()
                        .organisation(organisation, certificate())
                        .build(time))
                .tls(JdkTlsContext.builder(issued.tls(certificate()), time).build());
    }

    /** A list, dated now, that revokes exactly these certificates of this authority. */
    public X509CRL revocationList(X509Certificate... revoked) {
        return issuer.revocationList(List.of(revoked), time.now());
    }

    /** The organisation that vouches for the nodes that this authority issues certificates to. */
    public String organisation() {
        return organisation;
    }

    /** The authority's own certificate. */
    public X509Certificate certificate() {
        return issuer.certificate();
    }

    /** The authority's own certificate as one PEM block. */
    public Bytes certificatePem() {
        return Pem.encode(certificate());
    }

    @Override
    public String toString() {
        return "DevelopmentCa[" + organisation + ", " + Certificates.subject(certificate()) + "]";
    }
}
