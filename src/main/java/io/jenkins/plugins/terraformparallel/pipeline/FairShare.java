package io.jenkins.plugins.terraformparallel.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares the free places of a machine among the runs that want some: the next one goes to the run that has the fewest, among
 * equals to the one that has waited longest. Pure.
 */
final class FairShare {

    /**
     * One run's side.
     *
     * @param has how many places it has
     * @param wants how many more it wants now
     * @param since its turn: who waits since an earlier one goes first
     */
    record Share(String run, int has, int wants, long since) {
        private Share withOneMore() {
            return new Share(run, has + 1, wants - 1, since);
        }
    }

    private static final Comparator<Share> NEXT =
            Comparator.comparingInt(Share::has).thenComparingLong(Share::since);

    private FairShare() {}

    /**
     * How many places each run gets now, in the order in which they get their first. Runs that get none are missing. No place
     * stays free while somebody wants one; where more are taken than there are, there are none.
     *
     * @param limit how many places there are
     */
    static Map<String, Integer> of(int limit, List<Share> runs) {
        List<Share> shares = new ArrayList<>(runs);
        int free = limit - shares.stream().mapToInt(Share::has).sum();
        Map<String, Integer> given = new LinkedHashMap<>();
        for (; free > 0 && shares.stream().anyMatch(share -> share.wants() > 0); free--) {
            Share next =
                    shares.stream().filter(share -> share.wants() > 0).min(NEXT).orElseThrow();
            shares.set(shares.indexOf(next), next.withOneMore());
            given.merge(next.run(), 1, Integer::sum);
        }
        return given;
    }
}
