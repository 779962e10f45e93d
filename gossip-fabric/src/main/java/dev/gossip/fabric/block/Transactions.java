package dev.gossip.fabric.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;

/** Looks into the transactions of a block, as far as its verification needs it. */
final class Transactions {

    private Transactions() {}

    /**
     * The channel header of a transaction.
     *
     * @throws InvalidProtocolBufferException naming the layer that cannot be read
     */
    static ChannelHeader channelHeader(ByteString transaction) throws InvalidProtocolBufferException {
        Envelope envelope = Wire.parse(Envelope.parser(), transaction);
        Payload payload = Wire.parse(Payload.parser(), envelope.getPayload());
        if (!payload.hasHeader()) {
            throw new InvalidProtocolBufferException("the payload of the first transaction has no header");
        }
        return Wire.parse(ChannelHeader.parser(), payload.getHeader().getChannelHeader());
    }

    /** A block that changes the channel's configuration holds that one transaction; it may lack a signature. */
    static boolean isSingleConfiguration(List<ByteString> transactions, ChannelHeader first) {
        return transactions.size() == 1 && first.getType() == HeaderType.CONFIG_VALUE;
    }

    /** What is wrong with the first transaction that does not have the form in which it was hashed. */
    static Optional<String> fault(List<ByteString> transactions) {
        for (int i = 0; i < transactions.size(); i++) {
            Optional<String> fault = fault(transactions.get(i));
            if (fault.isPresent()) {
                return Optional.of("transaction " + i + " of " + transactions.size() + ": " + fault.get());
            }
        }
        return Optional.empty();
    }

    /**
     * The data hash covers the transactions without their borders, so bytes could be moved from one to the next; the
     * demand for payload, signature and the one canonical form makes that impossible (CVE-2023-46132).
     */
    private static Optional<String> fault(ByteString transaction) {
        try {
            Envelope envelope = Wire.parse(Envelope.parser(), transaction);
            if (envelope.getPayload().isEmpty()) {
                return Optional.of("no payload");
            }
            if (envelope.getSignature().isEmpty()) {
                return Optional.of("no signature");
            }
            ByteString known = envelope.toByteString();
            // Unknown fields may follow, as Fabric keeps them as they are; known ones must not come twice.
            boolean canonical = transaction.startsWith(known) && !holdsKnownField(transaction.substring(known.size()));
            return canonical
                    ? Optional.empty()
                    : Optional.of("its " + transaction.size() + " bytes are not the canonical form of their content");
        } catch (InvalidProtocolBufferException e) {
            return Optional.of("unreadable: " + e.getMessage());
        }
    }

    private static boolean holdsKnownField(ByteString rest) throws InvalidProtocolBufferException {
        return Wire.count(rest, Envelope.PAYLOAD_FIELD_NUMBER) > 0
                || Wire.count(rest, Envelope.SIGNATURE_FIELD_NUMBER) > 0;
    }
}
