package dev.gossip.fisco.codec.tars;

/** The type numbers in the low half of a Tars head byte. */
final class TarsType {

    static final int INT8 = 0;
    static final int INT16 = 1;
    static final int INT32 = 2;
    static final int INT64 = 3;
    static final int FLOAT = 4;
    static final int DOUBLE = 5;
    static final int STRING1 = 6;
    static final int STRING4 = 7;
    static final int LIST = 9;
    static final int STRUCT = 0xa;
    static final int STRUCT_END = 0xb;
    static final int ZERO = 0xc;

    private TarsType() {}
}
