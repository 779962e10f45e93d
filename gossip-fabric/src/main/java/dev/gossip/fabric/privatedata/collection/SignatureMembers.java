package dev.gossip.fabric.privatedata.collection;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.spi.crypto.Identity;
import java.util.ArrayList;
import java.util.List;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.SignaturePolicy;
import org.hyperledger.fabric.protos.common.SignaturePolicyEnvelope;

/** A signature policy asked whether the signature of one identity alone would satisfy it; one signature counts once. */
final class SignatureMembers implements MemberPolicy {

    private final SignaturePolicy rule;
    private final List<Principal> principals = new ArrayList<>();

    /** @throws InvalidProtocolBufferException if a principal cannot be read */
    SignatureMembers(SignaturePolicyEnvelope policy) throws InvalidProtocolBufferException {
        rule = policy.getRule();
        for (MSPPrincipal principal : policy.getIdentitiesList()) {
            principals.add(Principal.of(principal));
        }
    }

    @Override
    public boolean admits(Identity identity) {
        return signaturesNeeded(rule, identity) <= 1;
    }

    /** 0 if the rule holds without a signature, 1 if this identity satisfies it, more if it cannot alone. */
    private int signaturesNeeded(SignaturePolicy rule, Identity identity) {
        return switch (rule.getTypeCase()) {
            case SIGNED_BY -> matches(rule.getSignedBy(), identity) ? 1 : 2;
            case N_OUT_OF -> {
                int[] needs = rule.getNOutOf().getRulesList().stream()
                        .mapToInt(part -> signaturesNeeded(part, identity))
                        .sorted()
                        .toArray();
                int wanted = Math.max(0, rule.getNOutOf().getN());
                int sum = wanted > needs.length ? 2 : 0;
                for (int i = 0; i < Math.min(wanted, needs.length); i++) {
                    sum = Math.min(2, sum + needs[i]);
                }
                yield sum;
            }
            case TYPE_NOT_SET -> 2;
        };
    }

    private boolean matches(int principal, Identity identity) {
        return principal >= 0
                && principal < principals.size()
                && principals.get(principal).matches(identity);
    }
}
