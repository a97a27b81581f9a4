package io.github.lvs4j.director.conf;

import io.github.lvs4j.ipvs.ForwardingMethod;
import io.github.lvs4j.ipvs.Tunnel;
import java.util.Locale;
import java.util.Optional;

/** {@code lb_kind NAT | DR | TUN [type ipip | gue port N | gre] [nocsum | csum | remcsum]}. */
final class ForwardingReader {

    private ForwardingReader() {}

    static Optional<ForwardingMethod> read(Arguments arguments) {
        Word method = arguments.word("NAT, DR or TUN").orElse(null);
        if (method == null) {
            return Optional.empty();
        }
        switch (method.text().toUpperCase(Locale.ROOT)) {
            case "NAT":
                return Optional.of(ForwardingMethod.MASQUERADE);
            case "DR":
                return Optional.of(ForwardingMethod.DIRECT_ROUTING);
            case "TUN":
                return tunnel(arguments, method.position()).map(tunnel -> tunnel);
            default:
                arguments
                        .report()
                        .error(
                                method.position(),
                                "\"" + method.text() + "\" is no forwarding method; one of NAT, DR, TUN");
                return Optional.empty();
        }
    }

    private static Optional<Tunnel> tunnel(Arguments arguments, Position position) {
        Tunnel.Type type = Tunnel.Type.IPIP;
        Tunnel.Checksum checksum = Tunnel.Checksum.NONE;
        int port = 0;
        while (arguments.hasNext()) {
            Word word = arguments.word("an option").orElseThrow();
            switch (word.text()) {
                case "type" -> {}
                case "ipip" -> type = Tunnel.Type.IPIP;
                case "gue" -> type = Tunnel.Type.GUE;
                case "gre" -> type = Tunnel.Type.GRE;
                case "port" -> port = arguments.number("port", 1, 65535).orElse(0);
                case "nocsum" -> checksum = Tunnel.Checksum.NONE;
                case "csum" -> checksum = Tunnel.Checksum.OUTER;
                case "remcsum" -> checksum = Tunnel.Checksum.REMOTE;
                default -> {
                    arguments
                            .report()
                            .error(
                                    word.position(),
                                    "\"" + word.text()
                                            + "\" is no option of TUN; it takes type ipip, gue or gre, port N, nocsum,"
                                            + " csum, remcsum");
                    return Optional.empty();
                }
            }
        }
        Tunnel.Type chosenType = type;
        Tunnel.Checksum chosenChecksum = checksum;
        int chosenPort = port;
        return arguments.checked(position, () -> new Tunnel(chosenType, chosenPort, chosenChecksum));
    }
}
