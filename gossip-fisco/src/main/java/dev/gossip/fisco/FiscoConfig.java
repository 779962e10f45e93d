package dev.gossip.fisco;

import dev.gossip.amop.AmopConfig;
import dev.gossip.fisco.group.GroupConfig;
import dev.gossip.fisco.limit.RateLimits;
import dev.gossip.fisco.route.RouteConfig;
import dev.gossip.fisco.sdk.SdkConfig;
import java.time.Duration;

/**
 * Times and bounds of a FISCO BCOS node.
 *
 * @param amop of topics
 * @param sdk of the endpoints for SDKs
 * @param routes of the ways to other nodes
 * @param groups of groups and their nodes
 * @param reconnect about how often an address is dialled where nobody has answered yet
 * @param rates of what passes per second
 */
public record FiscoConfig(
        AmopConfig amop, SdkConfig sdk, RouteConfig routes, GroupConfig groups, Duration reconnect, RateLimits rates) {

    /** The times of FISCO BCOS, and no limits of rate. */
    public static final FiscoConfig DEFAULT = new FiscoConfig(
            AmopConfig.DEFAULT,
            SdkConfig.DEFAULT,
            RouteConfig.DEFAULT,
            GroupConfig.DEFAULT,
            Duration.ofSeconds(10),
            RateLimits.NONE);

    /** The same with other bounds and times of topics. */
    public FiscoConfig withAmop(AmopConfig others) {
        return new FiscoConfig(others, sdk, routes, groups, reconnect, rates);
    }

    /** The same with other manners towards SDKs. */
    public FiscoConfig withSdk(SdkConfig others) {
        return new FiscoConfig(amop, others, routes, groups, reconnect, rates);
    }

    /** The same with other bounds and times of routes. */
    public FiscoConfig withRoutes(RouteConfig others) {
        return new FiscoConfig(amop, sdk, others, groups, reconnect, rates);
    }

    /** The same with other bounds and times of groups. */
    public FiscoConfig withGroups(GroupConfig others) {
        return new FiscoConfig(amop, sdk, routes, others, reconnect, rates);
    }

    /** The same with another time between dials. */
    public FiscoConfig withReconnect(Duration interval) {
        return new FiscoConfig(amop, sdk, routes, groups, interval, rates);
    }

    /** The same with other limits of rate. */
    public FiscoConfig withRates(RateLimits limits) {
        return new FiscoConfig(amop, sdk, routes, groups, reconnect, limits);
    }
}
