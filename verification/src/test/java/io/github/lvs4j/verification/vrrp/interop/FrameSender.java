package io.github.lvs4j.verification.vrrp.interop;

import io.github.lvs4j.net.InterfaceName;
import io.github.lvs4j.netlink.socket.LinuxSockets;
import io.github.lvs4j.netlink.socket.PacketSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Sends frames at a steady rate, as a program on a host: {@code INTERFACE PER-SECOND COUNT FRAME...}, frames as hexadecimal digits. */
final class FrameSender {

    private static final long PATIENCE = 2_000_000;

    private FrameSender() {}

    public static void main(String[] arguments) {
        long perSecond = Long.parseLong(arguments[1]);
        long all = Long.parseLong(arguments[2]);
        List<ByteBuffer> frames = new ArrayList<>();
        for (int at = 3; at < arguments.length; at++) {
            byte[] bytes = HexFormat.of().parseHex(arguments[at]);
            frames.add(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        }
        PacketSocket socket = LinuxSockets.packet(InterfaceName.of(arguments[0]), 0);
        System.out.println("sending");
        long started = System.nanoTime();
        long begin = started;
        for (long sent = 0; sent < all; sent++) {
            long due = begin + sent * 1_000_000_000L / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.max(1, due - System.nanoTime()));
            }
            // Made up in one burst, a delay of this process would overrun the kernel's queues, which is no matter of
            // the receiver.
            begin += Math.max(0, System.nanoTime() - due - PATIENCE);
            ByteBuffer frame = frames.get((int) (sent % frames.size()));
            socket.send(frame.duplicate());
        }
        System.out.printf("sent %d in %d ms%n", all, (System.nanoTime() - started) / 1_000_000);
        socket.close();
    }

    static List<String> command(String interfaceName, int perSecond, int count, List<String> frames) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                FrameSender.class.getName(),
                interfaceName,
                Integer.toString(perSecond),
                Integer.toString(count)));
        command.addAll(frames);
        return command;
    }
}
