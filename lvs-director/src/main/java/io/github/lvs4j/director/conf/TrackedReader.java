package io.github.lvs4j.director.conf;

import java.util.Optional;

/** A definition that instances and groups track by its name: where it is, and what it weighs unless its user says otherwise. */
abstract sealed class TrackedReader permits TrackedScriptReader, TrackedFileReader {

    final Position position;
    final int number; // of the definitions of scripts and files, in the order of the text
    final WeightDraft weight;
    Optional<String> name = Optional.empty();

    TrackedReader(Position position, int number, WeightDraft weight) {
        this.position = position;
        this.number = number;
        this.weight = weight;
    }
}
