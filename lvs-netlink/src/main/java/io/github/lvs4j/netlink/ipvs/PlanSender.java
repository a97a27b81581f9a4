package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.netlink.BatchOutcome;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Makes the changes of a plan and collects what became of each. Any thread may call. */
final class PlanSender {

    private final IpvsConversation kernel;
    private final KernelFeatures features;
    private final Consumer<IpvsChange> single;

    /**
     * Makes a sender.
     *
     * @param kernel takes many changes at a time
     * @param features which changes must go alone
     * @param single makes one change
     */
    PlanSender(IpvsConversation kernel, KernelFeatures features, Consumer<IpvsChange> single) {
        this.kernel = kernel;
        this.features = features;
        this.single = single;
    }

    /** The work on one plan. Confined to one thread. */
    private final class Work {
        private final List<IpvsChange> planned;
        private final Map<Integer, LvsException> failures = new TreeMap<>();
        private final Set<Integer> unknown = new HashSet<>();
        private int attempted;

        Work(List<IpvsChange> planned) {
            this.planned = planned;
        }

        /** Whether all of them were sent. */
        boolean many(int to) {
            int first = attempted;
            List<IpvsChange> part = to - first == planned.size() ? planned : planned.subList(first, to);
            BatchOutcome outcome = kernel.batch("apply a plan of " + planned.size() + " changes", part);
            attempted += outcome.sent();
            if (outcome.isFlawless()) {
                return true;
            }
            for (int i = 0; i < outcome.sent(); i++) {
                if (outcome.errno(i) != 0) {
                    failures.put(first + i, IpvsRefusals.refusal(part.get(i), outcome.errno(i), null));
                } else if (outcome.isUnknown(i)) {
                    unknown.add(first + i);
                }
            }
            RuntimeException breakOff = outcome.breakOff();
            if (breakOff == null) {
                return true;
            }
            if (attempted == 0 && !(breakOff instanceof KernelException)) {
                throw breakOff;
            }
            int place = first + outcome.brokeOffAt();
            failures.put(place, IpvsRefusals.brokeOff(planned.get(place), breakOff));
            attempted = Math.max(attempted, place + 1);
            return false;
        }

        /** Whether it was made. */
        boolean one() {
            int index = attempted++;
            try {
                single.accept(planned.get(index));
                return true;
            } catch (KernelException e) {
                failures.put(index, e);
                return false;
            }
        }
    }

    /** Makes all changes, whatever becomes of each. */
    ApplyOutcome applyAll(IpvsPlan plan) {
        Work work = new Work(plan.changes());
        if (features.areComplete()) {
            work.many(work.planned.size());
        } else {
            applyInParts(work);
        }
        return new ApplyOutcome(plan, work.attempted, work.failures, work.unknown);
    }

    /** What needs a feature that the kernel may not have goes alone, between the others. */
    private void applyInParts(Work work) {
        int size = work.planned.size();
        boolean goesOn = true;
        while (goesOn && work.attempted < size) {
            int end = work.attempted;
            while (end < size && features.allow(KernelFeatures.neededBy(work.planned.get(end)))) {
                end++;
            }
            if (end > work.attempted) {
                goesOn = work.many(end);
            } else {
                work.one();
            }
        }
    }

    /** Makes one change after the other, until one is refused. */
    ApplyOutcome applyUntilFailure(IpvsPlan plan) {
        Work work = new Work(plan.changes());
        boolean goesOn = true;
        while (goesOn && work.attempted < work.planned.size()) {
            goesOn = work.one();
        }
        return new ApplyOutcome(plan, work.attempted, work.failures, work.unknown);
    }
}
