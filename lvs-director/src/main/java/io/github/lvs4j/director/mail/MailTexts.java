package io.github.lvs4j.director.mail;

import io.github.lvs4j.ipvs.RealServerKey;
import io.github.lvs4j.ipvs.VirtualServiceKey;
import io.github.lvs4j.net.Endpoint;
import io.github.lvs4j.net.IpAddress;
import io.github.lvs4j.vrrp.VrrpState;
import java.util.Locale;

/**
 * The words of each mail, as keepalived 2.2.7 writes them: filters that people have keep working. Immutable.
 *
 * @param routerId the name in brackets at the head of every subject
 */
public record MailTexts(String routerId) {

    /**
     * A virtual router has changed its state.
     *
     * @param name the virtual router
     * @param state its new state; {@link VrrpState#INITIALIZE} means that it stopped
     * @return the message
     */
    public MailMessage virtualRouter(String name, VrrpState state) {
        String body = switch (state) {
            case MASTER -> "=> VRRP Instance is now owning VRRP VIPs <=";
            case BACKUP, FAULT -> "=> VRRP Instance is no longer owning VRRP VIPs <=";
            case INITIALIZE -> "=> VRRP Instance stopping <=";
        };
        return message("VRRP Instance " + name + " - " + entering(state), body);
    }

    /**
     * A sync group has changed its state.
     *
     * @param name the sync group
     * @param state its new state; {@link VrrpState#INITIALIZE} means that it stopped
     * @return the message
     */
    public MailMessage syncGroup(String name, VrrpState state) {
        String body = state == VrrpState.INITIALIZE
                ? "=> All VRRP group instances are now stopping <="
                : "=> All VRRP group instances are now in " + state + " state <=";
        return message("VRRP Group " + name + " - " + entering(state), body);
    }

    /**
     * A real server has come up or gone down.
     *
     * @param service its virtual service
     * @param server the server
     * @param up whether it is up now
     * @param cause what its check says, between the arrows of the body
     * @return the message
     */
    public MailMessage realServer(VirtualServiceKey service, RealServerKey server, boolean up, String cause) {
        return message(
                "Realserver " + trio(service, server.endpoint()) + " of virtual server " + name(service) + " - "
                        + (up ? "UP" : "DOWN"),
                "=> " + cause + " <=");
    }

    /**
     * A virtual service has gained its quorum.
     *
     * @param service the service
     * @param quorum the configured quorum
     * @param hysteresis the configured hysteresis
     * @param weight the sum of the living servers' weights
     * @return the message
     */
    public MailMessage quorumGained(VirtualServiceKey service, int quorum, int hysteresis, long weight) {
        long threshold = (long) quorum + hysteresis;
        String body = "=> Gained quorum " + quorum + "+" + hysteresis + "=" + threshold + " <= " + weight + " <=";
        return message("Virtualserver " + name(service) + " - UP", body);
    }

    /**
     * A virtual service has lost its quorum.
     *
     * @param service the service
     * @param quorum the configured quorum
     * @param hysteresis the configured hysteresis
     * @param weight the sum of the living servers' weights
     * @return the message
     */
    public MailMessage quorumLost(VirtualServiceKey service, int quorum, int hysteresis, long weight) {
        long threshold = (long) quorum - hysteresis;
        String body = "=> Lost quorum " + quorum + "-" + hysteresis + "=" + threshold + " > " + weight + " <=";
        return message("Virtualserver " + name(service) + " - DOWN", body);
    }

    private MailMessage message(String subject, String body) {
        return new MailMessage("[" + routerId + "] " + subject, body);
    }

    private static String entering(VrrpState state) {
        return state == VrrpState.INITIALIZE ? "Stopping" : "Entering " + state + " state";
    }

    private static String name(VirtualServiceKey service) {
        if (service instanceof VirtualServiceKey.ByEndpoint byEndpoint) {
            return trio(service, byEndpoint.endpoint());
        }
        return service.toString();
    }

    /** keepalived's {@code [address]:protocol:port}. */
    private static String trio(VirtualServiceKey service, Endpoint endpoint) {
        String protocol = service instanceof VirtualServiceKey.ByEndpoint byEndpoint
                ? ":" + byEndpoint.protocol().name().toLowerCase(Locale.ROOT)
                : "";
        return "[" + IpAddress.format(endpoint.address()) + "]" + protocol + ":" + endpoint.port();
    }
}
