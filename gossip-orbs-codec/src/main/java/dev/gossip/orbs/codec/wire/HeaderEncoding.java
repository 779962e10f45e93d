package dev.gossip.orbs.codec.wire;

import dev.gossip.api.Bytes;
import dev.gossip.spi.protocol.MalformedException;

/** How headers are written. All nodes of a network use the same; nothing on the wire tells which. */
public enum HeaderEncoding {
    /** As Orbs' description says: proto3. */
    PROTOBUF {
        @Override
        public Bytes encode(Header header) {
            return ProtobufHeader.encode(header);
        }

        @Override
        public Header decode(Bytes payload) throws MalformedException {
            return ProtobufHeader.decode(payload);
        }

        @Override
        public HeaderEncoding other() {
            return MEMBUFFERS;
        }
    },
    /** As Orbs' node does it: fixed order, aligned, little-endian. */
    MEMBUFFERS {
        @Override
        public Bytes encode(Header header) {
            return MembuffersHeader.encode(header);
        }

        @Override
        public Header decode(Bytes payload) throws MalformedException {
            return MembuffersHeader.decode(payload);
        }

        @Override
        public HeaderEncoding other() {
            return PROTOBUF;
        }
    };

    /** The header's bytes. */
    public abstract Bytes encode(Header header);

    /** @throws MalformedException naming the broken rule */
    public abstract Header decode(Bytes payload) throws MalformedException;

    /** The encoding that a wrongly configured peer would use. */
    public abstract HeaderEncoding other();
}
