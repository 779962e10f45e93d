package dev.gossip.fabric.large;

import dev.gossip.api.Bytes;
import dev.gossip.api.PeerAddress;
import dev.gossip.api.observe.NodeEvent;
import dev.gossip.api.observe.NodeObserver;
import dev.gossip.spi.crypto.Identity;
import dev.gossip.spi.crypto.LocalIdentity;
import dev.gossip.spi.crypto.Signer;
import dev.gossip.spi.crypto.Trust;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One node's trust, which counts what is verified; also what the node hears and whom it loses. */
final class Tally implements Trust, NodeObserver {

    static final String ORGANISATION = "Org1MSP";

    /** What the internal endpoint in an alive message begins with; it is signed apart, and the same each time. */
    private static final byte SECRET = 0x0a;

    long frames;
    long verifications;
    long states;
    final List<String> deaths = new ArrayList<>();
    private long secrets;
    private final Set<Long> distinct = new HashSet<>();
    private final Set<Long> distinctStates = new HashSet<>();

    /** Tag CHAN_OR_ORG, then StateInfo: what the elements of snapshots begin with. */
    private static boolean isState(Bytes content) {
        return content.length() > 3 && content.get(0) == 0x18 && content.get(1) == 5 && content.get(2) == 0x7a;
    }

    void verified(Bytes content, Bytes signature) {
        verifications++;
        if (content.get(0) == SECRET) {
            secrets++;
            return;
        }
        long hash = content.hashCode() * 0x9E37_79B9_7F4A_7C15L ^ signature.hashCode();
        distinct.add(hash);
        if (isState(content)) {
            states++;
            distinctStates.add(hash);
        }
    }

    long repeats() {
        return verifications - secrets - distinct.size();
    }

    long distinctStates() {
        return distinctStates.size();
    }

    @Override
    public Admission admit(String organisation, Bytes encoded) {
        return new Admitted(identity(encoded));
    }

    private Identity identity(Bytes encoded) {
        return new Identity(ORGANISATION, encoded, new CheapKey(encoded, this), Optional.empty(), Instant.MAX);
    }

    LocalIdentity local(PeerAddress address) {
        Identity own = identity(Bytes.utf8(address.toString()));
        CheapKey key = (CheapKey) own.publicKey();
        return new LocalIdentity(own, new Secret(), new Signer() {
            @Override
            public String name() {
                return "checksum";
            }

            @Override
            public boolean supports(PrivateKey given) {
                return given instanceof Secret;
            }

            @Override
            public Bytes sign(PrivateKey given, Bytes content) {
                return key.checksum(content);
            }
        });
    }

    @Override
    public void onEvent(NodeEvent event) {
        if (event instanceof NodeEvent.PeerDead) {
            deaths.add(event.toString());
        }
    }

    private static final class Secret implements PrivateKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "checksum";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }
}
