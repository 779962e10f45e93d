package dev.gossip.chronos.json.propagate;

/** The other end of one link: what it calls itself and what it has. Guarded by the manager. */
public final class Acquaintance {

    private String address = "";
    private KnownHashes known = new KnownHashes();

    /** @return whether it called itself something else before */
    public boolean claims(String newAddress, Claims claims) {
        boolean changed = !address.isEmpty() && !address.equals(newAddress);
        known = claims.claim(newAddress, address, known);
        address = newAddress;
        return changed;
    }

    /** Its link ended. */
    public void leave(Claims claims) {
        claims.release(address, known);
        address = "";
    }

    /** What it calls itself; empty before the first handshake. */
    String address() {
        return address;
    }

    /** What it has; shared by all links whose other end calls itself the same. */
    public KnownHashes known() {
        return known;
    }
}
