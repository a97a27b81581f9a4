package io.github.lvs4j.director.conf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code vrrp_sync_group NAME}: its members, what it tracks and whether its transitions are mailed. */
final class GroupReader {

    final Position position;
    /** Member names with their places, in the order of the file. */
    final Map<String, Position> members = new LinkedHashMap<>();

    final TrackingReader tracking = new TrackingReader();

    Optional<String> name = Optional.empty();
    Optional<Boolean> mail = Optional.empty();

    /** Whether the weights that members track by themselves count. */
    boolean membersWeigh;

    GroupReader(Position position) {
        this.position = position;
    }

    void read(Arguments block) {
        name = block.text("a name");
        block.end();
        Keywords keywords = new Keywords("vrrp_sync_group", KnownWords.SYNC_GROUP);
        tracking.register(keywords);
        keywords.block("group", this::members)
                .on("smtp_alert", arguments -> mail = arguments.flag())
                .meant("smtp_alter", "smtp_alert", arguments -> mail = arguments.flag())
                .on("sync_group_tracking_weight", arguments -> membersWeigh = true)
                .read(block.children(), block.report());
    }

    private void members(Arguments block) {
        for (Statement line : block.children()) {
            member(line.keyword(), block.report());
            line.arguments().forEach(word -> member(word, block.report()));
        }
    }

    private void member(Word word, Report report) {
        if (members.putIfAbsent(word.text(), word.position()) != null) {
            report.warning(word.position(), "\"" + word.text() + "\" is in this group already; once is enough");
        }
    }
}
