package io.github.lvs4j.verification.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.Timeouts;
import io.github.lvs4j.net.IpAddress;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Timeouts and sync daemons, as {@link IpvsDifferential} does it with tables. Confined to one thread. */
final class SettingsDifferential {

    private final RawReader reader;
    private int timeouts;
    private int daemons;

    SettingsDifferential(RawReader reader) {
        this.reader = reader;
    }

    /** Sets timeouts, starts daemons on both sides, looks at them and stops them; the tables must be empty. */
    void check(RandomDefinitions definitions, DifferentialSide ours, DifferentialSide theirs) {
        Timeouts wanted = definitions.timeouts();
        List<SyncDaemon> started = List.of(SyncDaemon.Role.values()).stream()
                .filter(role -> definitions.chance(70))
                .map(role -> forIpvsadm(definitions.daemon(role, "eth0")))
                .toList();
        String what = wanted + " " + started;
        ours.ipvs.setTimeouts(wanted);
        started.forEach(ours.ipvs::startSyncDaemon);
        theirs.shell.run("ipvsadm --set " + wanted.tcp().getSeconds() + " "
                + wanted.tcpFin().getSeconds() + " " + wanted.udp().getSeconds());
        started.forEach(daemon -> theirs.shell.run(command(daemon)));
        timeouts++;
        daemons += started.size();

        assertThat(theirs.ipvs.timeouts()).as(what).isEqualTo(ours.ipvs.timeouts());
        assertThat(theirs.ipvs.syncDaemons()).as(what).isEqualTo(ours.ipvs.syncDaemons());
        seen(what, ours);
        seen(what, theirs);
        for (SyncDaemon daemon : started) {
            ours.ipvs.stopSyncDaemon(daemon.role());
            theirs.shell.run("ipvsadm --stop-daemon " + name(daemon));
        }
        assertThat(theirs.ipvs.syncDaemons()).as("after their end").isEmpty();
        assertThat(ours.shell.run("ipvsadm -Ln --daemon")).as("after their end").isEmpty();
    }

    /** It takes no length that does not fit a datagram. */
    private static SyncDaemon forIpvsadm(SyncDaemon daemon) {
        int longest = 65_535 - 28;
        return daemon.syncMaxLength().orElse(0) <= longest
                ? daemon
                : SyncDaemon.builder().from(daemon).syncMaxLength(longest).build();
    }

    private void seen(String what, DifferentialSide side) {
        Timeouts times = side.ipvs.timeouts();
        List<SyncDaemon> running = side.ipvs.syncDaemons();
        long tcp = times.tcp().getSeconds();
        long fin = times.tcpFin().getSeconds();
        long udp = times.udp().getSeconds();
        assertThat(side.shell.run("ipvsadm -L --timeout"))
                .as(what)
                .isEqualTo("Timeout (tcp tcpfin udp): " + tcp + " " + fin + " " + udp + "\n");
        assertThat(side.shell.run("ipvsadm -L --daemon"))
                .as(what)
                .isEqualTo(running.stream().map(SettingsDifferential::line).collect(Collectors.joining()));
        assertThat(reader.read(side.shell).lines().filter(row -> row.matches("(timeouts|daemon) .*")))
                .as(what)
                .first()
                .isEqualTo("timeouts tcp=" + tcp + " tcp_fin=" + fin + " udp=" + udp);
        assertThat(reader.read(side.shell).lines().filter(row -> row.startsWith("daemon ")))
                .as(what)
                .containsExactlyElementsOf(
                        running.stream().map(SettingsDifferential::raw).toList());
    }

    private static String command(SyncDaemon daemon) {
        StringBuilder text = new StringBuilder("ipvsadm --start-daemon " + name(daemon));
        text.append(" --mcast-interface ").append(daemon.multicastInterface());
        text.append(" --syncid ").append(daemon.syncId());
        daemon.syncMaxLength()
                .ifPresent(length -> text.append(" --sync-maxlen ").append(length));
        daemon.multicastGroup()
                .ifPresent(group -> text.append(" --mcast-group ").append(IpAddress.format(group)));
        daemon.multicastPort().ifPresent(port -> text.append(" --mcast-port ").append(port));
        daemon.multicastTtl().ifPresent(ttl -> text.append(" --mcast-ttl ").append(ttl));
        return text.toString();
    }

    private static String line(SyncDaemon daemon) {
        return name(daemon) + " sync daemon (mcast=" + daemon.multicastInterface() + ", syncid=" + daemon.syncId()
                + ", maxlen=" + daemon.syncMaxLength().orElseThrow()
                + ", group=" + IpAddress.format(daemon.multicastGroup().orElseThrow())
                + ", port=" + daemon.multicastPort().orElseThrow()
                + ", ttl=" + daemon.multicastTtl().orElseThrow() + ")\n";
    }

    private static String raw(SyncDaemon daemon) {
        String group = IpAddress.format(daemon.multicastGroup().orElseThrow());
        return "daemon state=" + daemon.role().number() + " mcast_ifn=" + daemon.multicastInterface()
                + " sync_id=" + daemon.syncId()
                + " sync_maxlen=" + daemon.syncMaxLength().orElseThrow()
                + (group.contains(":") ? " mcast_group6=" : " mcast_group=") + group
                + " mcast_port=" + daemon.multicastPort().orElseThrow()
                + " mcast_ttl=" + daemon.multicastTtl().orElseThrow();
    }

    private static String name(SyncDaemon daemon) {
        return daemon.role().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return timeouts + " times timeouts and " + daemons + " sync daemons on each side";
    }
}
