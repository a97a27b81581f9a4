package io.github.lvs4j.verification.director;

import io.github.lvs4j.testkit.junit.RequiresPeer;
import io.github.lvs4j.testkit.junit.RequiresTool;
import io.github.lvs4j.verification.kernel.KernelTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The quick form of {@link SameTablesSoak}: the same seeds every time. */
@KernelTest
@RequiresTool({"ip", "ipvsadm"})
@RequiresPeer("keepalived")
@Timeout(120)
class SameTablesKernelTest {

    @TempDir
    private Path directory;

    @Test
    void shouldMakeTheTableThatKeepalivedMakesFromARandomFile() throws Exception {
        System.out.println(new SameTables(directory).run(1, 4));
    }
}
