package dev.gossip.fisco.codec.front;

/** Numbers of the modules of FISCO BCOS 3.x nodes. */
public final class Modules {

    public static final int PBFT = 1000;
    public static final int RAFT = 1001;
    public static final int BLOCK_SYNC = 2000;
    public static final int TXS_SYNC = 2001;
    public static final int CONS_TXS_SYNC = 2002;
    public static final int AMOP = 3000;
    public static final int LIGHT_NODE_FIRST = 4000;
    public static final int LIGHT_NODE_LAST = 4006;
    public static final int PUSH_TRANSACTION = 5000;
    public static final int GET_TRANSACTIONS = 5001;
    public static final int TREE_PUSH_TRANSACTION = 6000;

    private Modules() {}
}
