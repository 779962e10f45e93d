package dev.gossip.store.mvstore;

/**
 * What opening did to the file.
 *
 * @param height number of items that are left
 * @param cut number of items that were removed because the lowest of them was damaged
 * @param stepsBack number of writes that were given up because something among the newest items was damaged; a write
 *     usually holds one item
 */
public record Recovery(long height, long cut, int stepsBack) {

    /** Whether everything that was looked at was whole. */
    public boolean isClean() {
        return cut == 0 && stepsBack == 0;
    }
}
