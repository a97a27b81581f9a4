package io.github.lvs4j.netlink.ipvs;

import io.github.lvs4j.error.KernelException;
import io.github.lvs4j.error.LvsException;
import io.github.lvs4j.error.NotFoundException;
import io.github.lvs4j.error.NotPermittedException;
import io.github.lvs4j.error.NotSupportedException;
import io.github.lvs4j.ipvs.ApplyMode;
import io.github.lvs4j.ipvs.ApplyOutcome;
import io.github.lvs4j.ipvs.Ipvs;
import io.github.lvs4j.ipvs.IpvsChange;
import io.github.lvs4j.ipvs.IpvsInfo;
import io.github.lvs4j.ipvs.IpvsPlan;
import io.github.lvs4j.ipvs.IpvsTable;
import io.github.lvs4j.ipvs.RealServer;
import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.SyncDaemon;
import io.github.lvs4j.ipvs.Timeouts;
import io.github.lvs4j.ipvs.VirtualService;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.ipvs.status.RealServerStatus;
import io.github.lvs4j.ipvs.status.ServiceStatistics;
import io.github.lvs4j.ipvs.status.VirtualServiceStatus;
import io.github.lvs4j.netlink.AttributeReader;
import io.github.lvs4j.netlink.AttributeWriter;
import io.github.lvs4j.netlink.MessageReader;
import io.github.lvs4j.netlink.NetlinkChannel;
import io.github.lvs4j.netlink.NetlinkProtocol;
import io.github.lvs4j.netlink.NetlinkSocket;
import io.github.lvs4j.netlink.generic.GenericChannel;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's IPVS table. It belongs for good to the network namespace that the opening thread was in. Needs CAP_NET_ADMIN
 * in the initial user namespace and the module {@code ip_vs}, which is never loaded unasked: see {@link IpvsModule}.
 *
 * <p>Any thread may call; calls take turns on one socket. A single change costs two system calls, a plan two for each 128
 * changes; single changes of several threads share them. What the kernel refuses is told by {@link KernelException} and its
 * subclasses, with what the number means for the command. What it is too old for is refused with the name of the {@link
 * IpvsFeature}; on such a kernel, and only there, the first use of a feature costs some more calls.
 */
public final class NetlinkIpvs implements Ipvs {

    static final Consumer<AttributeWriter> NOTHING = into -> {};

    private final IpvsConversation kernel;
    private final ChangeQueue changes;
    private final KernelFeatures features;
    private final FeatureTrials trials;
    private final PlanSender plans;
    private final IpvsTableReader tables;
    private final StatisticsReader statistics;
    private final IpvsSettings settings;
    private final VirtualServiceCodec services = new VirtualServiceCodec();
    private final RealServerCodec servers = new RealServerCodec();
    private final AttributeReader attributes = new AttributeReader();

    private NetlinkIpvs(IpvsConversation kernel, KernelRelease release, @Nullable ProcTable proc) {
        this.kernel = kernel;
        this.changes = new ChangeQueue(kernel);
        this.features = new KernelFeatures(release);
        this.trials = new FeatureTrials(
                kernel, features, changes::make, key -> service(key).map(VirtualServiceStatus::definition));
        this.plans = new PlanSender(kernel, features, this::make);
        this.tables = new IpvsTableReader(kernel, proc);
        this.statistics = new StatisticsReader(kernel);
        this.settings = new IpvsSettings(kernel, trials);
    }

    /**
     * Opens the table of the calling thread's network namespace.
     *
     * @return the table
     * @throws NotSupportedException if the kernel has no IPVS loaded; the message says what to load
     * @throws NotPermittedException without CAP_NET_ADMIN in the initial user namespace
     */
    public static NetlinkIpvs open() {
        NetlinkSocket socket = LinuxSockets.netlink(NetlinkProtocol.GENERIC);
        return over(socket, KernelRelease.running(), ProcTable.open());
    }

    /**
     * Opens the table behind a socket, be it the kernel's or a test's.
     *
     * @param socket a socket of protocol GENERIC; closed with the table, and if opening fails
     * @return the table
     * @throws NotSupportedException if there is no IPVS
     * @throws NotPermittedException if it may not be used
     */
    public static NetlinkIpvs over(NetlinkSocket socket) {
        return over(socket, KernelRelease.running(), null);
    }

    /**
     * Opens the table behind a socket whose kernel is not the one that this program runs on, or tells another release.
     *
     * @param socket a socket of protocol GENERIC; closed with the table, and if opening fails
     * @param kernelRelease as uname(2) tells it; which {@link IpvsFeature} is there for certain follows from it
     * @return the table
     * @throws NotSupportedException if there is no IPVS
     * @throws NotPermittedException if it may not be used
     */
    public static NetlinkIpvs over(NetlinkSocket socket, String kernelRelease) {
        return over(socket, KernelRelease.of(kernelRelease), null);
    }

    private static NetlinkIpvs over(NetlinkSocket socket, KernelRelease release, @Nullable ProcTable proc) {
        try {
            GenericChannel channel = new GenericChannel(new NetlinkChannel(socket));
            NetlinkIpvs ipvs = new NetlinkIpvs(new IpvsConversation(channel), release, proc);
            ipvs.info();
            return ipvs;
        } catch (RuntimeException | Error e) {
            socket.close();
            if (proc != null) {
                proc.close();
            }
            throw e;
        }
    }

    KernelFeatures features() {
        return features;
    }

    /**
     * Finds out whether {@link #open()} would work, without changing anything and without an exception.
     *
     * @return the answer for the calling thread's network namespace, with the reason
     */
    public static IpvsAvailability probe() {
        return IpvsAvailability.of(NetlinkIpvs::open);
    }

    @Override
    public IpvsInfo info() {
        return kernel.get("ask IPVS for its version", IpvsCommand.GET_INFO, NOTHING, this::decodeInfo)
                .orElseThrow(() -> new LvsException("ask IPVS for its version: the answer has none"));
    }

    private IpvsInfo decodeInfo(MessageReader message) {
        AttributeReader info = message.attributes(GenericChannel.HEADER, attributes);
        long version = 0;
        long size = 0;
        while (info.next()) {
            if (info.type() == IpvsAttribute.INFO_VERSION) {
                version = info.u32();
            } else if (info.type() == IpvsAttribute.INFO_CONN_TAB_SIZE) {
                size = info.u32();
            }
        }
        String text = (version >> 16) + "." + ((version >> 8) & 0xff) + "." + (version & 0xff);
        return new IpvsInfo(text, size);
    }

    @Override
    public IpvsTable table() {
        return tables.read();
    }

    @Override
    public List<VirtualServiceStatus> services() {
        return kernel.dump("list virtual services", IpvsCommand.GET_SERVICE, NOTHING, this::decodeListed);
    }

    @Override
    public void readServices(Consumer<? super VirtualServiceStatus> consumer) {
        kernel.read("list virtual services", IpvsCommand.GET_SERVICE, NOTHING, this::decodeListed, consumer);
    }

    private @Nullable VirtualServiceStatus decodeListed(MessageReader message) {
        return LeftOut.unlessSound(() -> decodeService(message));
    }

    private @Nullable VirtualServiceStatus decodeService(MessageReader message) {
        return services.read(message.attributes(GenericChannel.HEADER, attributes)) ? services.status() : null;
    }

    @Override
    public Optional<VirtualServiceStatus> service(VirtualServiceKey key) {
        try {
            return kernel.get(
                    "read virtual service " + key,
                    IpvsCommand.GET_SERVICE,
                    into -> VirtualServiceCodec.encodeKey(key, into),
                    this::decodeService);
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<RealServerStatus> realServers(VirtualServiceKey key) {
        List<RealServerStatus> found = dumpServers(key);
        if (found.isEmpty()) {
            checkPresent(key);
        }
        return sorted(found);
    }

    /** The kernel gives an empty list for a service that is not there. */
    private void checkPresent(VirtualServiceKey key) {
        kernel.get(
                new ListRealServers(key),
                IpvsCommand.GET_SERVICE,
                into -> VirtualServiceCodec.encodeKey(key, into),
                this::decodeService);
    }

    private List<RealServerStatus> dumpServers(VirtualServiceKey key) {
        return kernel.dump(
                new ListRealServers(key),
                IpvsCommand.GET_DEST,
                into -> VirtualServiceCodec.encodeKey(key, into),
                message -> decodeServer(message, key));
    }

    private @Nullable RealServerStatus decodeServer(MessageReader message, VirtualServiceKey of) {
        return servers.read(message.attributes(GenericChannel.HEADER, attributes), of.family())
                ? servers.status()
                : null;
    }

    @Override
    public void readRealServers(VirtualServiceKey key, Consumer<? super RealServerStatus> consumer) {
        AtomicBoolean any = new AtomicBoolean();
        kernel.read(
                new ListRealServers(key),
                IpvsCommand.GET_DEST,
                into -> VirtualServiceCodec.encodeKey(key, into),
                message -> decodeServer(message, key),
                server -> {
                    any.set(true);
                    consumer.accept(server);
                });
        if (!any.get()) {
            checkPresent(key);
        }
    }

    @Override
    public List<ServiceStatistics> statistics() {
        return statistics.read();
    }

    @Override
    public Timeouts timeouts() {
        return settings.timeouts();
    }

    @Override
    public void setTimeouts(Timeouts timeouts) {
        settings.setTimeouts(timeouts);
    }

    @Override
    public List<SyncDaemon> syncDaemons() {
        return settings.syncDaemons();
    }

    @Override
    public void startSyncDaemon(SyncDaemon daemon) {
        settings.start(daemon);
    }

    @Override
    public void stopSyncDaemon(SyncDaemon.Role role) {
        settings.stop(role);
    }

    /** A dump may repeat what was inserted before its position. */
    private static List<RealServerStatus> sorted(List<RealServerStatus> found) {
        found.sort((a, b) ->
                a.definition().key().endpoint().compareTo(b.definition().key().endpoint()));
        List<RealServerStatus> unique = new ArrayList<>(found.size());
        RealServerKey last = null;
        for (RealServerStatus server : found) {
            if (!server.definition().key().equals(last)) {
                unique.add(server);
                last = server.definition().key();
            }
        }
        return Collections.unmodifiableList(unique);
    }

    private void make(IpvsChange change) {
        if (features.areComplete()) {
            changes.make(change);
        } else {
            trials.make(change);
        }
    }

    @Override
    public void create(VirtualService definition) {
        make(new IpvsChange.CreateService(definition));
    }

    @Override
    public void update(VirtualService definition) {
        make(new IpvsChange.UpdateService(definition));
    }

    @Override
    public void remove(VirtualServiceKey key) {
        make(new IpvsChange.RemoveService(key));
    }

    @Override
    public void create(VirtualServiceKey service, RealServer definition) {
        make(new IpvsChange.CreateRealServer(service, definition));
    }

    @Override
    public void update(VirtualServiceKey service, RealServer definition) {
        make(new IpvsChange.UpdateRealServer(service, definition));
    }

    @Override
    public void remove(VirtualServiceKey service, RealServerKey realServer) {
        make(new IpvsChange.RemoveRealServer(service, realServer));
    }

    @Override
    public void zero() {
        kernel.execute("zero all IPVS counters", IpvsCommand.ZERO, NOTHING);
    }

    @Override
    public void zero(VirtualServiceKey key) {
        kernel.execute(
                "zero the counters of " + key, IpvsCommand.ZERO, into -> VirtualServiceCodec.encodeKey(key, into));
    }

    @Override
    public void flush() {
        kernel.execute("flush the IPVS table", IpvsCommand.FLUSH, NOTHING);
    }

    @Override
    public ApplyOutcome apply(IpvsPlan plan, ApplyMode mode) {
        return mode == ApplyMode.CONTINUE ? plans.applyAll(plan) : plans.applyUntilFailure(plan);
    }

    @Override
    public void close() {
        kernel.close();
        tables.close();
    }
}
