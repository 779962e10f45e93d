package dev.gossip.fabric.config;

import dev.gossip.api.GossipException;
import dev.gossip.fabric.config.SignatureRule.OutOf;
import dev.gossip.fabric.config.SignatureRule.SignedBy;
import dev.gossip.fabric.msp.MspPrincipal;
import java.util.List;
import org.hyperledger.fabric.protos.common.SignaturePolicy;

/** Reads the rule of one signature policy. Its depth is bounded by what protobuf reads. */
final class SignatureRuleReader {

    private final List<MspPrincipal> principals;
    private final String path;
    private int rules;

    SignatureRuleReader(List<MspPrincipal> principals, String path) {
        this.principals = principals;
        this.path = path;
    }

    SignatureRule read(SignaturePolicy wire) {
        if (++rules > SignatureRule.MAX_RULES) {
            throw new GossipException(path + ": more rules than the limit of " + SignatureRule.MAX_RULES);
        }
        return switch (wire.getTypeCase()) {
            case SIGNED_BY -> new SignedBy(principal(wire.getSignedBy()));
            case N_OUT_OF ->
                new OutOf(
                        wire.getNOutOf().getN(),
                        wire.getNOutOf().getRulesList().stream().map(this::read).toList());
            case TYPE_NOT_SET -> throw new GossipException(path + ": a signature policy with an empty rule");
        };
    }

    private MspPrincipal principal(int index) {
        if (index < 0 || index >= principals.size()) {
            throw new GossipException(path + ": a rule names principal " + index + ", but there are "
                    + principals.size() + ", counted from 0");
        }
        return principals.get(index);
    }
}
