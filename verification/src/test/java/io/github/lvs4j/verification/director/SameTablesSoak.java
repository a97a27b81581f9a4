package io.github.lvs4j.verification.director;

import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * keepalived and lvs4j from the same random files: {@code ./lvs4j soak SameTables}, 50 of them or {@code -Dsoak.files}. {@code
 * -Dsoak.seed} makes others.
 */
@Tag("soak")
@KernelTest
@RequiresTool({"ip", "ipvsadm"})
@RequiresPeer("keepalived")
class SameTablesSoak {

    @TempDir
    private Path directory;

    @Test
    void shouldMakeTheTableThatKeepalivedMakesFromARandomFile() throws Exception {
        System.out.println(
                new SameTables(directory).run(Long.getLong("soak.seed", 1000L), Integer.getInteger("soak.files", 50)));
    }
}
