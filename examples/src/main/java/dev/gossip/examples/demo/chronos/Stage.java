package dev.gossip.examples.demo.chronos;

import dev.gossip.api.GossipRuntime;
import dev.gossip.examples.demo.Findings;
import dev.gossip.examples.demo.Signals;
import dev.gossip.examples.demo.Timeline;

/** What every act works with. */
record Stage(GossipRuntime runtime, Signals signals, Timeline timeline, Findings findings) {}
