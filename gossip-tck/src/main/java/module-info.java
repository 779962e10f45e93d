/** The contracts of the SPI as JUnit classes; open because JUnit reflects on them. */
open module dev.gossip.tck {
    requires transitive dev.gossip.api;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;
    requires jdk.management;
    requires static org.jspecify;

    exports dev.gossip.tck;
}
