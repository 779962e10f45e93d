package dev.gossip.fabric.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gossip.api.Bytes;
import dev.gossip.spi.protocol.MalformedException;

/**
 * An identity as it travels: Fabric's {@code msp.SerializedIdentity}.
 *
 * @param mspId who vouches for it: the id of the organisation's membership service provider
 * @param idBytes the PEM text of one X.509 certificate; not looked into here
 */
public record SerializedIdentity(String mspId, Bytes idBytes) {

    /**
     * Reads the wire form. Unknown fields and any order of fields are accepted.
     *
     * @throws MalformedException if the bytes are not that message, or both fields are empty
     */
    public static SerializedIdentity decode(Bytes encoded) throws MalformedException {
        try {
            var wire = Wire.parse(org.hyperledger.fabric.protos.msp.SerializedIdentity.parser(), Wire.string(encoded));
            if (wire.getMspid().isEmpty() && wire.getIdBytes().isEmpty()) {
                throw Wire.malformed("the identity is empty");
            }
            return new SerializedIdentity(wire.getMspid(), Wire.bytes(wire.getIdBytes()));
        } catch (InvalidProtocolBufferException e) {
            throw Wire.malformed("the identity is not a SerializedIdentity: " + e.getMessage());
        }
    }

    /** The wire form. */
    public Bytes encode() {
        return Wire.bytes(org.hyperledger.fabric.protos.msp.SerializedIdentity.newBuilder()
                .setMspid(mspId)
                .setIdBytes(Wire.string(idBytes))
                .build()
                .toByteString());
    }
}
