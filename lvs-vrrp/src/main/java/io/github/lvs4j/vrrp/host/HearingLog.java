package io.github.lvs4j.vrrp.host;

import io.github.lvs4j.net.AddressFamily;
import io.github.lvs4j.vrrp.VirtualRouter;
import io.github.lvs4j.vrrp.VrrpEvent;
import io.github.lvs4j.vrrp.VrrpTiming;
import io.github.lvs4j.vrrp.packet.Advertisement;
import io.github.lvs4j.vrrp.packet.AdvertisementError;
import io.github.lvs4j.vrrp.packet.AdvertisementOddity;
import io.github.lvs4j.vrrp.packet.ReceptionRules;
import io.github.lvs4j.vrrp.packet.RejectionCause;
import java.net.InetAddress;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What one router tells of the packets that it hears, rejected ones and odd ones: each is counted, and the first of a kind since the
 * last change is an event. Confined to the loop.
 */
final class HearingLog {

    private final VirtualRouter router;
    private final ReceptionRules rules;
    private final LoopServices services;
    private final OccurrenceLog<RejectionCause> rejections = new OccurrenceLog<>(RejectionCause.class);
    private final OccurrenceLog<AdvertisementOddity> oddities = new OccurrenceLog<>(AdvertisementOddity.class);
    private final DifferingSenders sendersThatDiffer = new DifferingSenders();

    HearingLog(VirtualRouter router, ReceptionRules rules, LoopServices services) {
        this.router = router;
        this.rules = rules;
        this.services = services;
    }

    /** Another master is obeyed: everything that was reported is news again. */
    void onMasterChange() {
        rejections.onChange();
        oddities.onChange();
    }

    /** The router's state has changed. */
    void onTransition() {
        onMasterChange();
        sendersThatDiffer.clear();
    }

    Map<RejectionCause, Long> rejected() {
        return rejections.counts();
    }

    Map<AdvertisementOddity, Long> odd() {
        return oddities.counts();
    }

    /** Counts a rejected packet, and says whether to tell of it. */
    boolean count(AdvertisementError error) {
        return rejections.count(error.cause());
    }

    void tell(AdvertisementError error, InetAddress source, VrrpTiming timing) {
        services.publish(new VrrpEvent.AdvertisementRejected(
                services.wallTime(), router.name(), error, source, rejections.of(error.cause()), timing));
    }

    /**
     * An advertisement was accepted.
     *
     * @param authenticated whether it proved where it came from, if the router has means to ask for that
     */
    void accepted(Advertisement advertisement, InetAddress source, boolean authenticated) {
        if (!rules.sameAddresses(advertisement)) {
            oddities.count(AdvertisementOddity.ADDRESS_LIST_DIFFERS);
            reportAddresses(advertisement, source);
        } else {
            sendersThatDiffer.agrees(source);
        }
        if (!advertisement.interval().equals(router.advertisementInterval())) {
            note(AdvertisementOddity.INTERVAL_DIFFERS, advertisement, source);
        }
        InetAddress first = advertisement.addresses().get(0);
        if (router.family() == AddressFamily.INET6 && !first.isLinkLocalAddress()) {
            note(AdvertisementOddity.FIRST_ADDRESS_NOT_LINK_LOCAL, advertisement, source);
        }
        if (!authenticated) {
            note(AdvertisementOddity.NO_HMAC, advertisement, source);
        }
    }

    private void note(AdvertisementOddity oddity, Advertisement advertisement, InetAddress source) {
        if (oddities.count(oddity)) {
            services.publish(new VrrpEvent.AdvertisementOdd(
                    services.wallTime(), router.name(), oddity, advertisement, source, oddities.of(oddity)));
        }
    }

    private void reportAddresses(Advertisement advertisement, InetAddress source) {
        if (sendersThatDiffer.isNews(source, services.nowNanos())) {
            services.publish(new VrrpEvent.AddressListDiffers(
                    services.wallTime(),
                    router.name(),
                    new AdvertisementError.AddressListMismatch(
                            OptionalInt.of(router.id().value()), advertisement.addresses(), rules.addresses()),
                    source));
        }
    }
}
