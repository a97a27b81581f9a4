package io.github.lvs4j.vrrp.machine;

import io.github.lvs4j.vrrp.AnnouncementPolicy;
import io.github.lvs4j.vrrp.VrrpPeer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a mastership is beyond doubt: its duties are done, and a whole interval has passed in which nobody objected. Confined to
 * its machine.
 */
final class Confirmation {

    private final AnnouncementPolicy announcement;
    private boolean confirmed;
    private boolean ready;
    private long beganNanos;
    private @Nullable VrrpPeer rival;
    private long rivalFirstNanos;
    private long rivalLastNanos;

    Confirmation(AnnouncementPolicy announcement) {
        this.announcement = announcement;
    }

    void begin(long nowNanos) {
        beganNanos = nowNanos;
        end();
    }

    void end() {
        confirmed = false;
        ready = false;
        rival = null;
    }

    /** Whether the addresses are installed and announced. */
    void ready(boolean done) {
        ready = done;
    }

    boolean isConfirmed() {
        return confirmed && rival == null;
    }

    /** Another master of lower rank was heard. */
    void contest(VrrpPeer peer, long receivedNanos) {
        if (rival == null) {
            rivalFirstNanos = receivedNanos;
        }
        rival = peer;
        rivalLastNanos = receivedNanos;
    }

    /** One interval has passed without a word of another router. */
    void onQuietInterval(long nowNanos, List<VrrpAction> actions) {
        VrrpPeer other = rival;
        if (other != null) {
            rival = null;
            // its own announcements may have come after ours
            if (announcement.conflictRepeat() > 0) {
                actions.add(new VrrpAction.AnnounceAddresses(announcement.conflictRepeat()));
            }
            actions.add(new VrrpAction.ReportConflictWon(other, Duration.ofNanos(rivalLastNanos - rivalFirstNanos)));
        }
        if (!confirmed && ready) {
            confirmed = true;
            actions.add(new VrrpAction.ReportConfirmed(Duration.ofNanos(nowNanos - beganNanos)));
        }
    }
}
