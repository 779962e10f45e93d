package dev.gossip.fabric.config;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.fabric.msp.MspIdentity;
import dev.gossip.fabric.msp.MspPrincipal;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/**
 * A rule about signatures of principals: {@code n} of given rules, the innermost being one signature. Each signer counts
 * for one principal only, and principals take signers in the order in which they are written, as in Fabric.
 */
sealed interface SignatureRule {

    /** Far above what people write; a bound on the work that one evaluation can be. */
    int MAX_RULES = 4096;

    /** Whether it is satisfied; if so, it marks in {@code used} whose signatures it took. */
    boolean takes(List<MspIdentity> signers, BitSet used);

    record SignedBy(MspPrincipal principal) implements SignatureRule {
        @Override
        public boolean takes(List<MspIdentity> signers, BitSet used) {
            for (int i = used.nextClearBit(0); i < signers.size(); i = used.nextClearBit(i + 1)) {
                if (principal.includes(signers.get(i))) {
                    used.set(i);
                    return true;
                }
            }
            return false;
        }
    }

    record OutOf(int needed, List<SignatureRule> rules) implements SignatureRule {
        @Override
        public boolean takes(List<MspIdentity> signers, BitSet used) {
            int satisfied = 0;
            for (SignatureRule rule : rules) {
                BitSet attempt = (BitSet) used.clone();
                if (rule.takes(signers, attempt)) {
                    satisfied++;
                    used.or(attempt);
                }
            }
            return satisfied >= needed;
        }
    }

    /** Reads Fabric's {@code common.SignaturePolicyEnvelope}. */
    static ChannelPolicy policy(Bytes encoded, String path) throws InvalidProtocolBufferException {
        SignaturePolicyEnvelope wire = SignaturePolicyEnvelope.parseFrom(encoded.toByteArray());
        if (wire.getVersion() != 0) {
            throw new GossipException(path + ": a signature policy of version " + wire.getVersion() + ", not of 0");
        }
        if (wire.getIdentitiesCount() > MAX_RULES) {
            throw new GossipException(
                    path + ": " + wire.getIdentitiesCount() + " principals, above the limit of " + MAX_RULES);
        }
        List<MspPrincipal> principals = wire.getIdentitiesList().stream()
                .map(principal -> MspPrincipal.parse(Bytes.wrap(principal.toByteArray())))
                .toList();
        SignatureRule rule = new SignatureRuleReader(principals, path).read(wire.getRule());
        return signers -> rule.takes(distinct(signers), new BitSet());
    }

    private static List<MspIdentity> distinct(Collection<MspIdentity> signers) {
        return signers.stream().distinct().toList();
    }
}
