package io.github.lvs4j.verification.netlink;

import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.NameClaim;
import java.io.IOException;

/** A process that claims a name, says so, and holds it until it is killed or its input ends. */
final class ClaimHolder {

    private ClaimHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (NameClaim claim = LinuxSockets.claim(arguments[0])) {
            System.out.println("claimed");
            while (System.in.read() >= 0) {
                // held
            }
        }
    }
}
