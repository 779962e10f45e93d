/** Runs the real Java SDKs of FISCO BCOS in processes of their own. */
module dev.gossip.examples.sdk {
    requires static org.jspecify;
    requires java.compiler;

    exports dev.gossip.examples.sdk;
}
