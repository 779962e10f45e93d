package dev.gossip.chronos.json;

import dev.gossip.api.observe.DropReason;

/** Why a block is not taken. */
record Refusal(DropReason reason, String detail) {}
