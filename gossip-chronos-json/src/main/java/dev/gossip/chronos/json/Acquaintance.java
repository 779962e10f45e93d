package dev.gossip.chronos.json;

/** The other end of one link: what it calls itself and what it has. Guarded by the manager. */
final class Acquaintance {

    private String address = "";
    private KnownHashes known = new KnownHashes();

    /** @return whether it called itself something else before */
    boolean claims(String newAddress, Claims claims) {
        boolean changed = !address.isEmpty() && !address.equals(newAddress);
        known = claims.claim(newAddress, address, known);
        address = newAddress;
        return changed;
    }

    void leave(Claims claims) {
        claims.release(address, known);
        address = "";
    }

    KnownHashes known() {
        return known;
    }
}
