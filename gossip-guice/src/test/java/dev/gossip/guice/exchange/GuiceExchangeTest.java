package dev.gossip.guice.exchange;

import com.google.inject.Guice;
import dev.gossip.api.EndpointConfig;
import dev.gossip.api.GossipNode;
import dev.gossip.api.GossipRuntime;
import dev.gossip.guice.GossipModule;
import dev.gossip.membership.MembershipExtension;

class GuiceExchangeTest extends ExchangeContract {

    @Override
    String exchange(String said) throws Exception {
        return Exchange.heard(said, GuiceExchangeTest::inject);
    }

    private static GossipNode inject(GossipRuntime runtime, EndpointConfig endpoint) {
        return Guice.createInjector(new GossipModule(), binder -> {
                    GossipModule.runtime(binder).toInstance(runtime);
                    GossipModule.endpoints(binder).toInstance(endpoint);
                    GossipModule.extensions(binder).to(MembershipExtension.class);
                })
                .getInstance(GossipNode.class);
    }
}
