package io.github.lvs4j.ipvs.text;

import io.github.lvs4j.ipvs.Persistence;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.SchedulerFlag;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Reads the definition in a line of {@code -A}. Confined to one thread. */
final class ServiceRule {

    private static final long LONGEST_SECONDS = 0xffff_ffffL;

    private final RuleLine line;
    private final RuleValues values;

    ServiceRule(RuleLine line, RuleValues values) {
        this.line = line;
        this.values = values;
    }

    VirtualService read(VirtualServiceKey key, RuleOption named) {
        Scheduler scheduler = scheduler();
        VirtualService.Builder service = VirtualService.builder()
                .key(key)
                .scheduler(scheduler)
                .schedulerFlags(flags(scheduler))
                .persistence(persistence(key, named))
                .onePacket(line.has(RuleOption.ONE_PACKET));
        return values.checked(line.get(named), service::build);
    }

    private Scheduler scheduler() {
        RuleLine.Given given = line.get(RuleOption.SCHEDULER);
        return given == null ? Scheduler.WLC : values.checked(given, () -> new Scheduler(values.text(given)));
    }

    private List<SchedulerFlag> flags(Scheduler scheduler) {
        List<SchedulerFlag> flags = new ArrayList<>();
        RuleLine.Given given = line.get(RuleOption.FLAGS);
        if (given == null) {
            return flags;
        }
        for (String name : values.text(given).split(",")) {
            if (!name.isEmpty()) {
                flags.add(FlagNames.find(scheduler, name)
                        .orElseThrow(() -> line.error(
                                given,
                                "scheduler " + scheduler + " has no flag \"" + name + "\"; there are flag-1, flag-2 and"
                                        + " flag-3, and for sh and mh also SCHEDULER-fallback and SCHEDULER-port")));
            }
        }
        return flags;
    }

    private Optional<Persistence> persistence(VirtualServiceKey key, RuleOption named) {
        RuleLine.Given given = line.get(RuleOption.PERSISTENT);
        if (given == null) {
            requirePersistence(line.get(RuleOption.NETMASK));
            requirePersistence(line.get(RuleOption.ENGINE));
            return Optional.empty();
        }
        Duration timeout = given.value() == null
                ? Persistence.DEFAULT.timeout()
                : Duration.ofSeconds(values.number(given, 1, LONGEST_SECONDS, 0));
        RuleLine.Given engine = line.get(RuleOption.ENGINE);
        Optional<String> name = engine == null ? Optional.empty() : Optional.of(values.text(engine));
        OptionalInt prefix = prefix(key.family(), named);
        return Optional.of(
                values.checked(engine == null ? given : engine, () -> new Persistence(timeout, prefix, name)));
    }

    private void requirePersistence(RuleLine.@Nullable Given given) {
        if (given != null) {
            throw line.error(given, "has no effect without persistence; add -p, or remove it");
        }
    }

    private OptionalInt prefix(AddressFamily family, RuleOption named) {
        RuleLine.Given given = line.get(RuleOption.NETMASK);
        if (given == null) {
            return OptionalInt.empty();
        }
        if (family == AddressFamily.INET) {
            return OptionalInt.of(values.checked(given, () -> Netmask.parse(values.text(given))));
        }
        RuleOption family6 = named == RuleOption.MARK ? RuleOption.IPV6 : named;
        if (line.isBefore(RuleOption.NETMASK, family6)) {
            throw line.error(
                    given,
                    "ipvsadm takes -M for an IPv4 netmask until it knows the service's family; write it after "
                            + family6);
        }
        return OptionalInt.of((int) values.number(given, 1, family.bits(), 0));
    }
}
