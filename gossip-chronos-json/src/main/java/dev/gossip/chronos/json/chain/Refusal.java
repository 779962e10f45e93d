package dev.gossip.chronos.json.chain;

import dev.gossip.api.observe.DropReason;

/** Why a block is not taken. */
public record Refusal(DropReason reason, String detail) {}
