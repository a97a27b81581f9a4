package io.github.lvs4j.director;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.lvs4j.director.mail.MailMessage;
import io.github.lvs4j.director.mail.MailSettings;
import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.healthcheck.CheckTarget;
import io.github.lvs4j.healthcheck.HealthCheck;
import io.github.lvs4j.healthcheck.HealthChecker;
import io.github.lvs4j.healthcheck.HealthPolicy;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.Scheduler;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.vrrp.Priority;
import io.github.lvs4j.vrrp.SyncGroup;
import io.github.lvs4j.vrrp.TransitionReason;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VirtualRouterId;
import io.github.lvs4j.vrrp.VrrpConfig;
import io.github.lvs4j.vrrp.VrrpState;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DirectorTest {

    private static final VirtualServiceKey KEY = VirtualServiceKey.tcp("192.0.2.1", 80);
    private static final VirtualServiceKey OTHER = VirtualServiceKey.tcp("192.0.2.9", 80);

    private final FakeIpvs ipvs = new FakeIpvs();
    private final FakeVrrp vrrp = new FakeVrrp();
    private final List<DirectorEvent> events = new CopyOnWriteArrayList<>();
    private final List<MailMessage> mails = new CopyOnWriteArrayList<>();
    private final Set<String> claimed = new HashSet<>();

    @Test
    void shouldFillTheTableAtStartAndClearItAtTheEnd() {
        try (Director director = start(config(2).build())) {
            assertThat(ipvs.rows(KEY)).containsExactly("10.0.0.1:80 2");
            assertThat(director.status().settled()).isTrue();
            assertThat(vrrp.starts).isEqualTo(1);
        }
        assertThat(ipvs.table().isEmpty()).isTrue();
        assertThat(vrrp.closes).isEqualTo(1);
        assertThat(claimed).isEmpty();
    }

    @Test
    void shouldSendNothingWhenTheSameConfigurationIsAppliedAgain() {
        try (Director director = start(config(2).build())) {
            ipvs.changes();
            assertThat(director.apply(config(2).build()).attempted()).isZero();
            assertThat(ipvs.changes()).isEmpty();
        }
    }

    @Test
    void shouldAdoptWhatAnEarlierProcessLeftWithoutTouchingIt() {
        ipvs.create(VirtualService.builder().key(KEY).build());
        ipvs.create(KEY, RealServer.masquerade("10.0.0.1", 80, 2));

        try (Director director = start(config(2).build())) {
            assertThat(director.status().settled()).isTrue();
            assertThat(ipvs.changes()).isEmpty();
        }
    }

    @Test
    void shouldChangeInPlaceWhatDiffers() {
        try (Director director = start(config(2).build())) {
            ipvs.changes();
            director.apply(config(7).build());
            assertThat(ipvs.changes())
                    .containsExactly("update real server 10.0.0.1:80 of TCP 192.0.2.1:80 to weight 7");
            director.apply(DirectorConfig.builder().vrrp(routers(100)).build());
            assertThat(ipvs.changes()).containsExactly("remove virtual service TCP 192.0.2.1:80");
        }
    }

    @Test
    void shouldRefuseOtherVirtualRoutersBeforeAnythingChanges() {
        try (Director director = start(config(2).build())) {
            ipvs.changes();
            DirectorConfig other = config(7).vrrp(routers(99)).build();
            assertThatThrownBy(() -> director.apply(other))
                    .isInstanceOf(LvsException.class)
                    .hasMessageContaining("virtual routers differ")
                    .hasMessageContaining("nothing was changed");
            assertThat(ipvs.changes()).isEmpty();
        }
    }

    @Test
    void shouldGoOnWithTheOldConfigurationWhenTheKernelRefusesTheNewOne() {
        try (Director director = start(config(2).build())) {
            DirectorConfig unknownScheduler = DirectorConfig.builder()
                    .from(config(7).build())
                    .addServices(service(OTHER, new Scheduler("nosuch")).build())
                    .build();
            assertThatThrownBy(() -> director.apply(unknownScheduler)).hasMessageContaining("nosuch");
            assertThat(ipvs.rows(KEY)).containsExactly("10.0.0.1:80 2");
            assertThat(ipvs.table().pools()).hasSize(1);
            assertThat(claimed).containsExactly("ipvs/TCP/192.0.2.1:80");
            director.reconcile();
            assertThat(ipvs.rows(KEY)).containsExactly("10.0.0.1:80 2");
        }
    }

    @Test
    void shouldLeaveTheTableAsItWasWhenTheKernelRefusesAtStart() {
        ipvs.create(VirtualService.builder().key(KEY).scheduler(Scheduler.RR).build());
        DirectorConfig config = DirectorConfig.builder()
                .from(config(2).build())
                .addServices(service(OTHER, new Scheduler("nosuch")).build())
                .build();

        assertThatThrownBy(() -> start(config)).isInstanceOf(LvsException.class).hasMessageContaining("nosuch");

        assertThat(ipvs.table().pools()).hasSize(1);
        assertThat(ipvs.table().find(KEY).orElseThrow().service().scheduler()).isEqualTo(Scheduler.RR);
        assertThat(ipvs.rows(KEY)).isEmpty();
        assertThat(vrrp.closes).isEqualTo(1);
        assertThat(claimed).isEmpty();
    }

    @Test
    void shouldTouchNothingWhenVrrpRefuses() {
        vrrp.refusing = true;

        assertThatThrownBy(() -> start(config(2).build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("eth0");

        assertThat(ipvs.changes()).isEmpty();
        assertThat(claimed).isEmpty();
    }

    @Test
    void shouldTouchNothingWhenMailCannotBeSentAtAll() {
        DirectorPorts ports = DirectorPorts.builder()
                .from(ports())
                .mail(() -> {
                    throw new NotSupportedException("send mail", 0, "", "angus-mail is absent");
                })
                .build();

        assertThatThrownBy(() -> Director.start(mailing().build(), options(), ports))
                .isInstanceOf(NotSupportedException.class);

        assertThat(ipvs.changes()).isEmpty();
        assertThat(vrrp.starts).isZero();
    }

    @Test
    void shouldRefuseASecondDirectorForTheSameService() {
        try (Director first = start(config(2).build())) {
            assertThatThrownBy(() -> start(config(3).build()))
                    .isInstanceOf(AlreadyExistsException.class)
                    .hasMessageContaining("TCP 192.0.2.1:80")
                    .hasMessageContaining("another director");
            assertThat(first.status().settled()).isTrue();
            assertThat(ipvs.rows(KEY)).containsExactly("10.0.0.1:80 2");
        }
    }

    /** They would never run, and nobody would be told. */
    @Test
    void shouldRefuseFirstVirtualRoutersAsItRefusesOthers() {
        DirectorConfig none = DirectorConfig.builder().build();
        DirectorConfig some = DirectorConfig.builder().vrrp(routers(100)).build();
        try (Director director = Director.start(none, options(), ports())) {
            assertThatThrownBy(() -> director.apply(some))
                    .isInstanceOf(LvsException.class)
                    .hasMessageContaining("virtual routers differ")
                    .hasMessageContaining("nothing was changed");
        }
        DirectorOptions without =
                DirectorOptions.builder().from(options()).vrrp(false).build();
        try (Director director = Director.start(none, without, ports())) {
            director.apply(some);
            assertThatThrownBy(() -> director.control("VI"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("without the option that leaves them out");
        }
        assertThat(vrrp.starts).isZero();
    }

    @Test
    void shouldRunWithoutVrrpWhenAskedTo() {
        DirectorOptions options =
                DirectorOptions.builder().from(options()).vrrp(false).build();
        try (Director director = Director.start(config(2).build(), options, ports())) {
            assertThat(director.status().vrrp()).isEmpty();
        }
        assertThat(vrrp.starts).isZero();
    }

    @Test
    void shouldKeepTheTableWhenAskedTo() {
        DirectorOptions options =
                DirectorOptions.builder().from(options()).keepTable(true).build();
        Director.start(config(2).build(), options, ports()).close();

        assertThat(ipvs.rows(KEY)).containsExactly("10.0.0.1:80 2");
    }

    @Test
    void shouldRepairDriftByItselfAndReportIt() {
        DirectorConfig config =
                config(2).reconcileInterval(Duration.ofMillis(100)).build();
        try (Director director = start(config)) {
            ipvs.update(KEY, RealServer.masquerade("10.0.0.1", 80, 9));
            await(() -> ipvs.rows(KEY).equals(List.of("10.0.0.1:80 2")));
            await(() -> director.status().driftRepairs() == 1);
        }
        assertThat(events)
                .filteredOn(DirectorEvent.TableChanged.class::isInstance)
                .extracting(event -> ((DirectorEvent.TableChanged) event).cause())
                .containsExactly(DirectorEvent.Cause.START, DirectorEvent.Cause.DRIFT, DirectorEvent.Cause.CLOSE);
    }

    @Test
    void shouldLeaveForeignServicesAloneAndReportThem() {
        ipvs.create(VirtualService.builder().key(OTHER).build());
        try (Director director = start(config(2).build())) {
            assertThat(director.status().foreignServices()).containsExactly(OTHER);
        }
        assertThat(ipvs.table().pools()).hasSize(1);
        assertThat(events).contains(new DirectorEvent.ForeignServices(List.of(OTHER)));
    }

    @Test
    void shouldRemoveForeignServicesWhenItOwnsTheTable() {
        ipvs.create(VirtualService.builder().key(OTHER).build());
        try (Director director = start(config(2).exclusive(true).build())) {
            assertThat(director.status().foreignServices()).isEmpty();
            assertThat(ipvs.table().find(OTHER)).isEmpty();
        }
    }

    @Test
    void shouldTakeAServerOutAfterItsRetriesAndBringItBack() {
        ScriptedChecker checker = new ScriptedChecker();
        DirectorConfig config = mailing()
                .services(List.of(service(KEY, Scheduler.WRR)
                        .addRealServers(checked(checker).inhibitOnFailure(true).build())
                        .build()))
                .build();
        try (Director director = start(config)) {
            await(() -> checker.asked.get() > 1);
            checker.well = false;
            int asked = checker.asked.get();
            await(() -> ipvs.rows(KEY).equals(List.of("10.0.0.1:80 0")));
            assertThat(checker.asked.get() - asked).isGreaterThanOrEqualTo(3);
            assertThat(director.status()
                            .service(KEY)
                            .orElseThrow()
                            .server(RealServerKey.of("10.0.0.1", 80))
                            .orElseThrow()
                            .alive())
                    .isFalse();
            checker.well = true;
            await(() -> ipvs.rows(KEY).equals(List.of("10.0.0.1:80 4")));
            await(() -> mails.size() == 2);
        }
        assertThat(mails)
                .containsExactly(
                        new MailMessage(
                                "[DEMO] Realserver [10.0.0.1]:tcp:80 of virtual server [192.0.2.1]:tcp:80 - DOWN",
                                "=> CHECK failed on service : told so <="),
                        new MailMessage(
                                "[DEMO] Realserver [10.0.0.1]:tcp:80 of virtual server [192.0.2.1]:tcp:80 - UP",
                                "=> CHECK succeed on service <="));
        assertThat(events).anyMatch(event -> event instanceof DirectorEvent.QuorumChanged quorum && !quorum.up());
    }

    @Test
    void shouldKeepTheHealthOfACheckThatStays() {
        ScriptedChecker checker = new ScriptedChecker();
        checker.well = false;
        ServiceConfig service = service(KEY, Scheduler.WRR)
                .addRealServers(checked(checker).inhibitOnFailure(true).build())
                .build();
        try (Director director = start(config(1).services(List.of(service)).build())) {
            await(() -> ipvs.rows(KEY).equals(List.of("10.0.0.1:80 0")));
            ipvs.changes();
            director.apply(config(1)
                    .services(List.of(service, service(OTHER, Scheduler.RR).build()))
                    .build());
            assertThat(ipvs.changes()).containsExactly("create virtual service TCP 192.0.2.9:80");
        }
    }

    @Test
    void shouldMailTransitionsOnceAndOnlyThoseAskedFor() {
        try (Director director = start(mailing().mailFaults(false).build())) {
            vrrp.router("LVS_WAN", VrrpState.BACKUP, VrrpState.MASTER);
            vrrp.group("HK_GRP1", VrrpState.BACKUP, VrrpState.MASTER);
            vrrp.group("HK_GRP1", VrrpState.MASTER, VrrpState.FAULT);
            vrrp.group("HK_GRP1", VrrpState.FAULT, VrrpState.MASTER);
            vrrp.group("OTHER", VrrpState.BACKUP, VrrpState.MASTER);
            vrrp.group("HK_GRP1", VrrpState.MASTER, VrrpState.BACKUP);
            await(() -> director.status().mailsDelivered() == 2);
        }
        assertThat(mails)
                .extracting(MailMessage::subject)
                .containsExactly(
                        "[DEMO] VRRP Group HK_GRP1 - Entering MASTER state",
                        "[DEMO] VRRP Group HK_GRP1 - Entering BACKUP state");
    }

    @Test
    void shouldNotMailThatATrackerHasYetToRunForTheFirstTime() {
        try (Director director = start(mailing().build())) {
            vrrp.group("HK_GRP1", VrrpState.INITIALIZE, VrrpState.FAULT, TransitionReason.TRACKER_UNKNOWN);
            vrrp.group("HK_GRP1", VrrpState.FAULT, VrrpState.BACKUP, TransitionReason.FAULT_CLEARED);
            vrrp.group("HK_GRP1", VrrpState.BACKUP, VrrpState.FAULT, TransitionReason.TRACKER_DOWN);
            await(() -> director.status().mailsDelivered() == 2);
        }
        assertThat(mails)
                .extracting(MailMessage::subject)
                .containsExactly(
                        "[DEMO] VRRP Group HK_GRP1 - Entering BACKUP state",
                        "[DEMO] VRRP Group HK_GRP1 - Entering FAULT state");
    }

    @Test
    void shouldGoOnWhenAListenerThrows() {
        List<String> failures = new CopyOnWriteArrayList<>();
        DirectorOptions options = DirectorOptions.builder()
                .addListeners(
                        event -> {
                            throw new IllegalStateException("listener's own trouble");
                        },
                        events::add)
                .errorHandler((where, failure) -> failures.add(failure.getMessage()))
                .build();
        Director.start(config(2).build(), options, ports()).close();

        assertThat(events).hasSize(2);
        assertThat(failures).containsExactly("listener's own trouble", "listener's own trouble");
    }

    @Test
    void shouldReportATableThatCannotBeReadAndGoOn() {
        try (Director director = start(config(2).build())) {
            ipvs.beAbsent();
            assertThat(director.reconcile().settled()).isFalse();
        }
        assertThat(events).anyMatch(DirectorEvent.TableFailed.class::isInstance);
    }

    @Test
    void shouldRefuseCallsAfterItsEnd() {
        Director director = start(config(2).build());
        director.close();
        director.close();

        assertThatThrownBy(director::status)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private Director start(DirectorConfig config) {
        return Director.start(config, options(), ports());
    }

    private DirectorOptions options() {
        return DirectorOptions.builder().addListeners(events::add).build();
    }

    private DirectorPorts ports() {
        return DirectorPorts.builder()
                .ipvs(ipvs)
                .vrrp(vrrp)
                .claims(this::claim)
                .mail(() -> (settings, message) -> mails.add(message))
                .build();
    }

    private DirectorPorts.Claims.Claim claim(String name) {
        if (!claimed.add(name)) {
            throw new AlreadyExistsException("claim " + name, 98, "EADDRINUSE", null);
        }
        return () -> claimed.remove(name);
    }

    private static DirectorConfig.Builder config(int weight) {
        DirectorConfig.Builder builder = DirectorConfig.builder();
        builder.routerId("DEMO")
                .vrrp(routers(100))
                .addServices(service(KEY, Scheduler.WLC)
                        .addRealServers(RealServerConfig.unchecked(RealServer.masquerade("10.0.0.1", 80, weight)))
                        .build());
        return builder;
    }

    private static DirectorConfig.Builder mailing() {
        DirectorConfig.Builder builder = config(2);
        builder.mail(MailSettings.builder()
                        .server("192.0.2.25")
                        .sender("lvs@example.org")
                        .addRecipients("admin@example.org")
                        .build())
                .addMailedGroups("HK_GRP1");
        return builder;
    }

    private static VrrpConfig routers(int priority) {
        VirtualRouter router = VirtualRouter.builder()
                .name("LVS_WAN")
                .id(VirtualRouterId.of(100))
                .interfaceName(InterfaceName.of("eth0"))
                .priority(Priority.of(priority))
                .addresses("192.0.2.1")
                .build();
        return new VrrpConfig(List.of(router), List.of(SyncGroup.of("HK_GRP1", "LVS_WAN")));
    }

    private static ServiceConfig.Builder service(VirtualServiceKey key, Scheduler scheduler) {
        ServiceConfig.Builder builder = ServiceConfig.builder();
        builder.service(VirtualService.builder().key(key).scheduler(scheduler).build());
        return builder;
    }

    private static RealServerConfig.Builder checked(HealthChecker checker) {
        HealthPolicy policy = HealthPolicy.builder()
                .interval(Duration.ofMillis(20))
                .delayBeforeRetry(Duration.ofMillis(10))
                .retries(2)
                .warmup(Duration.ZERO)
                .build();
        RealServerConfig.Builder builder = RealServerConfig.builder();
        builder.realServer(RealServer.masquerade("10.0.0.1", 80, 4))
                .addChecks(new HealthCheck(checker, CheckTarget.of("10.0.0.1", 80), policy));
        return builder;
    }

    private static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            LockSupport.parkNanos(1_000_000);
        }
    }
}
