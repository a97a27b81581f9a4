package io.github.lvs4j.director.conf;

import java.util.Optional;

/** Whom a script runs as: always the user of this process, so that a file which asks for less must not be read past. */
final class ScriptUser {

    private ScriptUser() {}

    /** Refuses a script that would run with more than its file grants, and tells of one that would run with less. */
    static void check(TrackedScriptReader script, GlobalDefsReader globals, Report report) {
        Optional<Word> wanted = script.user.or(() -> globals.scriptUser);
        String own = own();
        if (wanted.isEmpty() || wanted.get().text().equals(own)) {
            return;
        }
        String user = wanted.get().text();
        String title = "vrrp_script " + script.name.orElse("");
        if (user.equals("root")) {
            report.warning(
                    wanted.get().position(),
                    title + " would run as " + own + ", the user of this process, not as root");
            return;
        }
        report.error(
                wanted.get().position(),
                title + " cannot run as " + user + ": scripts run as " + own
                        + ", the user of this process; remove the word and begin the command with setpriv --reuid="
                        + user
                        + " --regid=GROUP --init-groups");
    }

    static String own() {
        return System.getProperty("user.name", "");
    }
}
