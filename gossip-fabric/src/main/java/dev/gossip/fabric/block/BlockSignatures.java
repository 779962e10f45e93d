package dev.gossip.fabric.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.spi.crypto.Identity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.IdentifierHeader;
import org.hyperledger.fabric.protos.common.Metadata;
import org.hyperledger.fabric.protos.common.MetadataSignature;
import org.hyperledger.fabric.protos.common.SignatureHeader;

/**
 * Counts the orderers whose signatures in a block's metadata are valid. Each covers
 * {@code metadata value || signature header || DER of the block header}.
 */
record BlockSignatures(OrdererSigners signers, SignatureCheck check) {

    /** More than any ordering service has members; a bound on the work that one block can cause. */
    static final int MAX_SIGNATURES = 128;

    /** What is missing; empty if there are enough valid signatures of different signers. */
    Optional<String> fault(ByteString signatureMetadata, BlockHeader header) {
        try {
            long count = Wire.count(signatureMetadata, Metadata.SIGNATURES_FIELD_NUMBER);
            return count > MAX_SIGNATURES
                    ? Optional.of(count + " signatures, more than the limit of " + MAX_SIGNATURES)
                    : fault(Wire.parse(Metadata.parser(), signatureMetadata), header);
        } catch (InvalidProtocolBufferException e) {
            return Optional.of("unreadable signature metadata: " + e.getMessage());
        }
    }

    private Optional<String> fault(Metadata metadata, BlockHeader header) {
        List<MetadataSignature> signatures = metadata.getSignaturesList();
        Map<Bytes, Identity> valid = new LinkedHashMap<>();
        Bytes value = Wire.bytes(metadata.getValue());
        Bytes der = header.der();
        for (MetadataSignature signature : signatures) {
            Optional<Identity> signer = validSigner(signature, value, der);
            signer.ifPresent(identity -> valid.put(identity.encoded(), identity));
            if (signer.isPresent() && signers.suffice(valid.values())) {
                return Optional.empty();
            }
        }
        return Optional.of(valid.size() + " valid signatures of admitted orderers among " + signatures.size()
                + ", but needed are " + signers.demand());
    }

    private Optional<Identity> validSigner(MetadataSignature signature, Bytes value, Bytes der) {
        boolean byNumber = signature.getSignatureHeader().isEmpty();
        ByteString header = byNumber ? signature.getIdentifierHeader() : signature.getSignatureHeader();
        return signer(header, byNumber)
                .filter(identity -> check.verify(
                                identity,
                                Bytes.concat(value, Wire.bytes(header), der),
                                Wire.bytes(signature.getSignature()))
                        .isValid());
    }

    private Optional<Identity> signer(ByteString header, boolean byNumber) {
        try {
            if (header.isEmpty()) {
                return Optional.empty();
            }
            return byNumber
                    ? signers.consenter(
                            Wire.parse(IdentifierHeader.parser(), header).getIdentifier())
                    : signers.admit(Wire.bytes(
                            Wire.parse(SignatureHeader.parser(), header).getCreator()));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
