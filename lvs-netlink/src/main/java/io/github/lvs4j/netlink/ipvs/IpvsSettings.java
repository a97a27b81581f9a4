package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.Timeouts;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.generic.GenericChannel;
import io.github.lvs4j.netlink.socket.Errno;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What IPVS has per namespace beside its table: timeouts and sync daemons. Any thread may call. */
final class IpvsSettings {

    private static final Consumer<AttributeWriter> NOTHING = into -> {};

    private final IpvsConversation kernel;
    private final FeatureTrials trials;

    /**
     * Makes them.
     *
     * @param kernel is asked
     * @param trials what old kernels go through
     */
    IpvsSettings(IpvsConversation kernel, FeatureTrials trials) {
        this.kernel = kernel;
        this.trials = trials;
    }

    /** What is asked when a daemon is started. */
    private record Start(SyncDaemon daemon) implements IpvsRefusals.Hinting {
        @Override
        public @Nullable String hint(int errno) {
            return switch (errno) {
                case Errno.EEXIST -> "one of this role runs already; stop it first";
                case Errno.ENODEV -> "there is no such interface";
                case Errno.ENETUNREACH -> "the interface is down, or takes no multicast of the group's address family";
                case Errno.EINVAL ->
                    "connections cannot be synchronized while a real server is of the other address family than its"
                            + " service";
                default -> null;
            };
        }

        @Override
        public String toString() {
            return "start the " + name(daemon.role()) + " sync daemon on " + daemon.multicastInterface();
        }
    }

    /** What is asked when a daemon is stopped. */
    private record Stop(SyncDaemon.Role role) implements IpvsRefusals.Hinting {
        @Override
        public @Nullable String hint(int errno) {
            return errno == Errno.ESRCH ? "none of this role runs" : null;
        }

        @Override
        public String toString() {
            return "stop the " + name(role) + " sync daemon";
        }
    }

    private static String name(SyncDaemon.Role role) {
        return role == SyncDaemon.Role.MASTER ? "master" : "backup";
    }

    /** What is asked when timeouts are set. */
    private record SetTimeouts(Timeouts timeouts) implements IpvsRefusals.Hinting {
        @Override
        public @Nullable String hint(int errno) {
            return errno == Errno.EINVAL ? "one is longer than this kernel can count" : null;
        }

        @Override
        public String toString() {
            return "set the IPVS timeouts to " + timeouts.tcp().getSeconds() + ", "
                    + timeouts.tcpFin().getSeconds() + " and " + timeouts.udp().getSeconds() + " s";
        }
    }

    Timeouts timeouts() {
        return kernel.get(
                        "read the IPVS timeouts",
                        IpvsCommand.GET_CONFIG,
                        NOTHING,
                        message ->
                                TimeoutsCodec.decode(message.attributes(GenericChannel.HEADER, new AttributeReader())))
                .orElseThrow(() -> new LvsException("read the IPVS timeouts: the answer has none"));
    }

    void setTimeouts(Timeouts timeouts) {
        kernel.execute(new SetTimeouts(timeouts), IpvsCommand.SET_CONFIG, into -> TimeoutsCodec.encode(timeouts, into));
    }

    List<SyncDaemon> syncDaemons() {
        List<SyncDaemon> found = kernel.dump(
                "list sync daemons",
                IpvsCommand.GET_DAEMON,
                NOTHING,
                message -> SyncDaemonCodec.decode(message.attributes(GenericChannel.HEADER, new AttributeReader())));
        return found.stream().sorted(Comparator.comparing(SyncDaemon::role)).toList();
    }

    void start(SyncDaemon daemon) {
        Start operation = new Start(daemon);
        trials.start(
                operation,
                KernelFeatures.neededBy(daemon),
                () -> kernel.execute(operation, IpvsCommand.NEW_DAEMON, into -> SyncDaemonCodec.encode(daemon, into)),
                () -> stop(daemon.role()));
    }

    /** A daemon that had not begun to run ends with EINTR (kthread_stop), which is not answered; it is stopped all the same. */
    void stop(SyncDaemon.Role role) {
        kernel.executeSilently(new Stop(role), IpvsCommand.DEL_DAEMON, into -> SyncDaemonCodec.encodeRole(role, into));
    }
}
