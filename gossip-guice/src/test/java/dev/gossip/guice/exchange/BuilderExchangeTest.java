package dev.gossip.guice.exchange;

class BuilderExchangeTest extends ExchangeContract {

    @Override
    String exchange(String said) throws Exception {
        return Exchange.heard(said, Exchange::build);
    }
}
