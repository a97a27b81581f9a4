package io.github.lvs4j.director.conf;

import java.util.Collection;
import java.util.Optional;

/** The known word that an unknown one was probably meant to be. */
final class NearestWord {

    private NearestWord() {}

    /** At most a third of the letters may differ, counting a swap of neighbours as one difference. */
    static Optional<String> to(String word, Collection<String> known) {
        int allowed = Math.max(1, word.length() / 3);
        String nearest = "";
        int least = allowed + 1;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - word.length()) >= least) {
                continue;
            }
            int distance = distance(word, candidate);
            if (distance < least || (distance == least && candidate.compareTo(nearest) < 0 && least <= allowed)) {
                least = distance;
                nearest = candidate;
            }
        }
        return least <= allowed ? Optional.of(nearest) : Optional.empty();
    }

    /** Optimal string alignment distance. */
    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], previous[j]) + 1, previous[j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            before = previous;
            previous = row;
        }
        return previous[b.length()];
    }
}
