package dev.gossip.examples.bridge.demo;

/** Somebody who publishes and subscribes in one network and knows of no bridge. */
interface Participant extends AutoCloseable {

    /** As the bridge's ports call the network. */
    String network();

    /** Who it is, for people. */
    String title();

    /** Publishes to all subscribers. */
    void say(String text);

    /** How often exactly the bytes of this text came, the own words included if the network sends them back. */
    int heard(String text);

    /** Whether the network gives publishers their own messages. */
    boolean hearsItself();

    @Override
    void close();
}
