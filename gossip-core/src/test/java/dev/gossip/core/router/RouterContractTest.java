package dev.gossip.core.router;

import dev.gossip.spi.Router;
import dev.gossip.tck.RouterContract;
import org.junit.jupiter.api.Nested;

/** The contract of the SPI, for each router that comes with the node. */
class RouterContractTest {

    @Nested
    class Direct extends RouterContract {

        @Override
        protected Router router() {
            return new DirectRouter();
        }

        @Override
        protected boolean samples() {
            return false;
        }
    }

    @Nested
    class Flood extends RouterContract {

        @Override
        protected Router router() {
            return new FloodRouter();
        }

        @Override
        protected boolean samples() {
            return false;
        }
    }

    @Nested
    class Fanout extends RouterContract {

        @Override
        protected Router router() {
            return new FanoutRouter();
        }
    }

    /** Everybody is served, most of them with an announcement. */
    @Nested
    class Sqrt extends RouterContract {

        @Override
        protected Router router() {
            return new SqrtRouter();
        }

        @Override
        protected boolean samples() {
            return false;
        }
    }
}
