package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.SchedulerFlag;
import io.github.lvs4j.ipvs.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The names of {@code ipvsadm} for scheduler flags: of their own for sh and mh, numbered for all others. Stateless. */
final class FlagNames {

    private FlagNames() {}

    /**
     * The names of a service's flags.
     *
     * @param whole false to leave out, as {@code ipvsadm} does, a flag that sh and mh have no name for
     */
    static List<String> of(VirtualService service, boolean whole) {
        List<String> names = new ArrayList<>();
        for (SchedulerFlag flag : service.schedulerFlags()) {
            Optional<String> own = own(service.scheduler(), flag);
            if (own.isPresent()) {
                names.add(own.get());
            } else if (whole || !isHashing(service.scheduler())) {
                names.add(numbered(flag));
            }
        }
        return names;
    }

    /** The flag of a name. */
    static Optional<SchedulerFlag> find(Scheduler scheduler, String name) {
        for (SchedulerFlag flag : SchedulerFlag.values()) {
            if (name.equals(numbered(flag)) || name.equals(own(scheduler, flag).orElse(""))) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }

    private static String numbered(SchedulerFlag flag) {
        return "flag-" + (flag.ordinal() + 1);
    }

    private static Optional<String> own(Scheduler scheduler, SchedulerFlag flag) {
        if (!isHashing(scheduler) || flag == SchedulerFlag.FLAG_3) {
            return Optional.empty();
        }
        return Optional.of(scheduler + (flag == SchedulerFlag.FLAG_1 ? "-fallback" : "-port"));
    }

    private static boolean isHashing(Scheduler scheduler) {
        return scheduler.equals(Scheduler.SH) || scheduler.equals(Scheduler.MH);
    }
}
