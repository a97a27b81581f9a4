package io.github.lvs4j.netlink.jna;

import io.github.lvs4j.error.AlreadyExistsException;
import io.github.lvs4j.netlink.socket.Errno;
import io.github.lvs4j.netlink.socket.NameClaim;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/** A stream socket bound to an abstract address: it never listens, so nobody can reach or fill it. */
public final class NativeNameClaim implements NameClaim {

    /** struct sockaddr_un: short sun_family, char sun_path[108], of which the first is the zero of an abstract name. */
    private static final int MOST = 107;

    private final String name;
    private final FileDescriptor descriptor;

    private NativeNameClaim(String name, FileDescriptor descriptor) {
        this.name = name;
        this.descriptor = descriptor;
    }

    /**
     * Claims a name.
     *
     * @param name what to claim
     * @return the claim
     */
    public static NativeNameClaim open(String name) {
        byte[] text = ("lvs4j/" + name).getBytes(StandardCharsets.UTF_8);
        if (name.isEmpty() || text.length > MOST) {
            throw new IllegalArgumentException("not a name to claim: \"" + name + "\" (1 to " + (MOST - 6) + " bytes)");
        }
        String operation = "claim the name \"" + name + "\" in this network namespace";
        FileDescriptor descriptor = new FileDescriptor(
                LibC.socket(Constants.AF_UNIX, Constants.SOCK_STREAM | Constants.SOCK_CLOEXEC, 0), operation);
        NativeMemory address = new NativeMemory(3 + text.length);
        address.bytes().putShort(0, (short) Constants.AF_UNIX).put(3, text);
        int result = LibC.bind(descriptor.number(), address.address(0), 3 + text.length);
        Reference.reachabilityFence(address); // C had only its address
        if (result < 0) {
            int errno = SystemCall.errno();
            descriptor.close();
            if (errno == Errno.EADDRINUSE) {
                throw new AlreadyExistsException(
                        operation,
                        errno,
                        Errno.name(errno),
                        "held already, by this process or another (ss -xlpa shows it)");
            }
            throw Errno.failure(operation, errno, null);
        }
        return new NativeNameClaim(name, descriptor);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        descriptor.close();
    }

    @Override
    public String toString() {
        return "claim of " + name;
    }
}
