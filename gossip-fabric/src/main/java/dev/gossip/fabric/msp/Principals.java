package dev.gossip.fabric.msp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.api.GossipException;
import dev.gossip.crypto.Pem;
import java.util.List;
import org.hyperledger.fabric.protos.common.CombinedPrincipal;
import org.hyperledger.fabric.protos.common.MSPIdentityAnonymity;
import org.hyperledger.fabric.protos.common.MSPIdentityAnonymity.MSPIdentityAnonymityType;
import org.hyperledger.fabric.protos.common.MSPPrincipal;
import org.hyperledger.fabric.protos.common.MSPRole;
import org.hyperledger.fabric.protos.common.OrganizationUnit;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;

/** Reads the kinds of principals. */
final class Principals {

    /** Combinations may hold combinations; nobody writes more than one level. */
    private static final int MAX_DEPTH = 8;

    private static final MspPrincipal NOBODY = identity -> false;

    private Principals() {}

    static MspPrincipal parse(Bytes encoded) {
        try {
            return parse(MSPPrincipal.parseFrom(encoded.toByteArray()), 0);
        } catch (InvalidProtocolBufferException | GossipException e) {
            return NOBODY;
        }
    }

    private static MspPrincipal parse(MSPPrincipal wire, int depth) throws InvalidProtocolBufferException {
        ByteString content = wire.getPrincipal();
        return switch (wire.getPrincipalClassification()) {
            case ROLE -> role(MSPRole.parseFrom(content));
            case ORGANIZATION_UNIT -> unit(OrganizationUnit.parseFrom(content));
            case IDENTITY -> identity(SerializedIdentity.parseFrom(content));
            case ANONYMITY -> anonymity(MSPIdentityAnonymity.parseFrom(content));
            case COMBINED -> combined(CombinedPrincipal.parseFrom(content).getPrincipalsList(), depth);
            case UNRECOGNIZED -> NOBODY;
        };
    }

    private static MspPrincipal role(MSPRole wire) {
        String mspId = wire.getMspIdentifier();
        return switch (wire.getRole()) {
            case MEMBER -> role(mspId, MspRole.MEMBER);
            case ADMIN -> role(mspId, MspRole.ADMIN);
            case CLIENT -> role(mspId, MspRole.CLIENT);
            case PEER -> role(mspId, MspRole.PEER);
            case ORDERER -> role(mspId, MspRole.ORDERER);
            case UNRECOGNIZED -> NOBODY;
        };
    }

    private static MspPrincipal role(String mspId, MspRole role) {
        return identity -> identity.mspId().equals(mspId) && identity.is(role);
    }

    private static MspPrincipal unit(OrganizationUnit wire) {
        String mspId = wire.getMspIdentifier();
        String unit = wire.getOrganizationalUnitIdentifier();
        Bytes certifiers = Bytes.wrap(wire.getCertifiersIdentifier().toByteArray());
        return identity -> identity.mspId().equals(mspId)
                && identity.units().contains(unit)
                && identity.certifiers().equals(certifiers);
    }

    private static MspPrincipal identity(SerializedIdentity wire) {
        String mspId = wire.getMspid();
        Bytes pem = Bytes.wrap(wire.getIdBytes().toByteArray());
        Bytes digest = Digests.of(Pem.certificates(pem, "identity of a policy").get(0));
        return identity ->
                identity.mspId().equals(mspId) && identity.certificateDigest().equals(digest);
    }

    /** Certificates name their holders. */
    private static MspPrincipal anonymity(MSPIdentityAnonymity wire) {
        return identity -> wire.getAnonymityType() == MSPIdentityAnonymityType.NOMINAL;
    }

    private static MspPrincipal combined(List<MSPPrincipal> parts, int depth) throws InvalidProtocolBufferException {
        if (parts.isEmpty() || depth == MAX_DEPTH) {
            return NOBODY;
        }
        MspPrincipal all = identity -> true;
        for (MSPPrincipal part : parts) {
            MspPrincipal before = all;
            MspPrincipal next = parse(part, depth + 1);
            all = identity -> before.includes(identity) && next.includes(identity);
        }
        return all;
    }
}
