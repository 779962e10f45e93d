package dev.gossip.crypto;

import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.api.TimeSource;
import dev.gossip.api.observe.DropReason;
import dev.gossip.crypto.x509.AdmissionCache;
import dev.gossip.crypto.x509.Certificates;
import dev.gossip.crypto.x509.IdentityPem;
import dev.gossip.crypto.x509.RefusedException;
import dev.gossip.spi.crypto.Trust;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Admits certificates that an authority of the claimed organisation issued, by the rules of Fabric's membership service
 * providers: one well-formed PEM block, a path to a root of that organisation, no authority as an identity, no
 * revocation, and dates. Where none is claimed, because the system has no organisations, any of them will do. Outcomes are
 * remembered by the exact bytes until the next reload: admissions until the first certificate of the path expires, refusals
 * for up to a minute. Thread-safe.
 */
public final class OrganisationTrust implements Trust {

    private static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    static final int DEFAULT_MAX_IDENTITY_BYTES = 16 * 1024;

    private final TimeSource time;
    private volatile Rules rules;

    private OrganisationTrust(Rules rules, TimeSource time) {
        this.rules = rules;
        this.time = time;
    }

    /** Starts without any organisation. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Judges by other authorities, revocation lists and limits from now on. Whoever keeps identities that were admitted
     * before asks again about them.
     *
     * @param fresh everything that counts from now on
     */
    public void reload(Builder fresh) {
        rules = new Rules(fresh);
    }

    @Override
    public Admission admit(String organisation, Bytes encoded) {
        return rules.admit(organisation, encoded, time.now());
    }

    /** One generation of authorities with what it judged so far. */
    private static final class Rules {

        private final Map<String, OrganisationAuthorities> organisations;
        private final boolean expiredAuthorities;
        private final int maxIdentityBytes;
        private final AdmissionCache cache;

        Rules(Builder builder) {
            this.organisations = Map.copyOf(builder.organisations);
            this.expiredAuthorities = builder.expiredAuthorities;
            this.maxIdentityBytes = builder.maxIdentityBytes;
            this.cache = new AdmissionCache(builder.cacheSize);
        }

        Admission admit(String organisation, Bytes encoded, Instant now) {
            return organisation.isEmpty() && !organisations.containsKey("")
                    ? admitOfAny(encoded, now)
                    : admitOf(organisation, encoded, now);
        }

        private Admission admitOfAny(Bytes encoded, Instant now) {
            List<Refused> refusals = new ArrayList<>();
            for (String organisation : new TreeSet<>(organisations.keySet())) {
                Admission admission = admitOf(organisation, encoded, now);
                if (!(admission instanceof Refused refused)) {
                    return admission;
                }
                refusals.add(refused);
            }
            return refusals.size() == 1
                    ? refusals.get(0)
                    : new Refused(
                            DropReason.UNTRUSTED_IDENTITY,
                            "none of the organisations " + new TreeSet<>(organisations.keySet()) + " admits it: "
                                    + refusals.stream().map(Refused::detail).collect(Collectors.joining("; ")));
        }

        private Admission admitOf(String organisation, Bytes encoded, Instant now) {
            OrganisationAuthorities authorities = organisations.get(organisation);
            if (authorities == null) {
                return new Refused(
                        DropReason.UNTRUSTED_IDENTITY,
                        "organisation '" + Certificates.printable(organisation) + "' is unknown; known are "
                                + new TreeSet<>(organisations.keySet()));
            }
            if (encoded.length() > maxIdentityBytes) {
                return new Refused(
                        DropReason.MALFORMED,
                        "an identity of " + encoded.length() + " bytes is above maxIdentityBytes " + maxIdentityBytes);
            }
            Bytes key = AdmissionCache.key(organisation, encoded);
            Admission known = cache.find(key, now);
            return known != null ? known : judge(organisation, authorities, encoded, key, now);
        }

        private Admission judge(
                String organisation, OrganisationAuthorities authorities, Bytes encoded, Bytes key, Instant now) {
            try {
                X509Certificate leaf = IdentityPem.parse(encoded, maxIdentityBytes);
                requireCurrent(leaf, now);
                List<X509Certificate> path = authorities.pathOfIdentity(leaf);
                Instant until = Certificates.notAfter(leaf);
                if (!expiredAuthorities) {
                    for (X509Certificate authority : path.subList(1, path.size())) {
                        requireCurrent(authority, now);
                        until = earlier(until, Certificates.notAfter(authority));
                    }
                }
                // A copy, because the encoding may be a slice of a whole frame.
                Bytes own = Bytes.wrap(encoded.toByteArray());
                Admission admitted = new Admitted(LocalIdentities.identity(organisation, own, leaf));
                cache.putAdmitted(key, admitted, now, until);
                return admitted;
            } catch (RefusedException e) {
                Admission refused = new Refused(e.reason(), e.detail());
                cache.putRefused(key, refused, now, earlier(now.plus(REFUSED_FOR), e.until()));
                return refused;
            } catch (RuntimeException e) {
                // Parsers of certificates fail in ways that they do not declare.
                return new Refused(
                        DropReason.MALFORMED,
                        "the certificate cannot be examined: " + Certificates.printable(e.toString()));
            }
        }

        private static void requireCurrent(X509Certificate certificate, Instant now) throws RefusedException {
            if (Certificates.isExpired(certificate, now)) {
                throw new RefusedException(DropReason.EXPIRED_IDENTITY, Certificates.expiry(certificate));
            }
            if (Certificates.isEarly(certificate, now)) {
                throw new RefusedException(
                        DropReason.UNTRUSTED_IDENTITY,
                        Certificates.start(certificate, now),
                        Certificates.notBefore(certificate).minusNanos(1));
            }
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }
    }

    /** Collects organisations and limits. Not thread-safe. */
    public static final class Builder {

        private static final int DEFAULT_CACHE_SIZE = 4096;

        private final Map<String, OrganisationAuthorities> organisations = new HashMap<>();
        private boolean expiredAuthorities;
        private int maxIdentityBytes = DEFAULT_MAX_IDENTITY_BYTES;
        private int cacheSize = DEFAULT_CACHE_SIZE;

        private Builder() {}

        /** Adds an organisation whose roots issue its identities. */
        public Builder organisation(String name, X509Certificate... roots) {
            return organisation(name, List.of(roots), List.of());
        }

        /**
         * Adds an organisation.
         *
         * @param intermediates authorities below the roots; a root with an intermediate issues no identities itself
         * @throws GossipException if a certificate is not one of an authority, or the name is taken
         */
        public Builder organisation(String name, List<X509Certificate> roots, List<X509Certificate> intermediates) {
            return organisation(new OrganisationAuthorities(name, roots, intermediates, List.of()));
        }

        /**
         * Adds an organisation by its authorities, with what they revoked.
         *
         * @throws GossipException if the name is taken
         */
        public Builder organisation(OrganisationAuthorities authorities) {
            String name = authorities.organisation();
            if (organisations.putIfAbsent(name, authorities) != null) {
                throw new GossipException("organisation '" + name + "' was added twice; give all its roots at once");
            }
            return this;
        }

        /**
         * Admits identities whose own dates are good though an authority above them has expired, as Fabric does: there an
         * authority needs to have been valid only when it issued the certificate. Off by default.
         */
        public Builder acceptExpiredAuthorities() {
            this.expiredAuthorities = true;
            return this;
        }

        /** The longest encoded identity in bytes; 16 KiB by default. */
        public Builder maxIdentityBytes(int bytes) {
            this.maxIdentityBytes = positive("maxIdentityBytes", bytes);
            return this;
        }

        /** How many admissions, and again how many refusals, are remembered; 4096 by default. */
        public Builder cacheSize(int entries) {
            this.cacheSize = positive("cacheSize", entries);
            return this;
        }

        /** The trust as collected so far, judging dates by {@code time}. */
        public OrganisationTrust build(TimeSource time) {
            return new OrganisationTrust(new Rules(this), time);
        }

        private static int positive(String name, int value) {
            if (value <= 0) {
                throw new GossipException(name + " must be positive, not " + value);
            }
            return value;
        }
    }
}
