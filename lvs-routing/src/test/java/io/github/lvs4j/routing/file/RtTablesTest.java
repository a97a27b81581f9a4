package io.github.lvs4j.routing.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.lvs4j.routing.NamedTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RtTablesTest {

    private static final List<NamedTable> LVS_NAT = List.of(NamedTable.of(100, "lvs_nat"));
    private static final String VENDOR = "255\tlocal\n254\tmain\n253\tdefault\n0\tunspec\n";

    @TempDir
    Path root;

    private Path etc;
    private RtTables tables;

    @BeforeEach
    void prepare() throws IOException {
        etc = Files.createDirectories(root.resolve("etc/iproute2"));
        tables = new RtTables(root);
    }

    private Path file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    @Test
    void shouldWriteADropInAndNothingTwice() throws IOException {
        Path main = file("etc/iproute2/rt_tables", VENDOR);
        file("etc/iproute2/rt_tables.d/README", "names ending in .conf\n");
        Path own = etc.resolve("rt_tables.d/lvs4j.conf");
        assertThat(tables.ensure(LVS_NAT)).contains(own);
        assertThat(own)
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent("# Names of routing tables, written by lvs4j.\n100\tlvs_nat\t# lvs4j\n");
        assertThat(main).usingCharset(StandardCharsets.UTF_8).hasContent(VENDOR);
        FileTime written = Files.getLastModifiedTime(own);
        assertThat(tables.ensure(LVS_NAT)).isEmpty();
        assertThat(Files.getLastModifiedTime(own)).isEqualTo(written);
        assertThat(tables.entries()).extracting(RtTables.Entry::name).contains("main", "lvs_nat");
        assertThat(tables.remove(LVS_NAT)).containsExactly(own);
        assertThat(own).doesNotExist();
        assertThat(tables.remove(LVS_NAT)).isEmpty();
    }

    @Test
    void shouldEditTheMainFileWhereDropInsAreUnknown() throws IOException {
        String foreign = "#\n# reserved – 保留\n" + VENDOR + "  0x1ff  other # mine\r\n\n7 last";
        Path main = file("etc/iproute2/rt_tables", foreign);
        Files.setPosixFilePermissions(main, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(tables.ensure(LVS_NAT)).contains(main);
        assertThat(main).usingCharset(StandardCharsets.UTF_8).hasContent(foreign + "\n100\tlvs_nat\t# lvs4j\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(main)))
                .isEqualTo("rw-r-----");
        assertThat(tables.entries())
                .extracting(RtTables.Entry::id)
                .containsExactly(255L, 254L, 253L, 0L, 0x1ffL, 7L, 100L);
        tables.remove(LVS_NAT);
        assertThat(main).usingCharset(StandardCharsets.UTF_8).hasContent(foreign + "\n");
        try (Stream<Path> files = Files.list(etc)) {
            assertThat(files).containsExactly(main);
        }
    }

    @Test
    void shouldWriteThroughASymbolicLink() throws IOException {
        Path real = file("elsewhere/tables", VENDOR);
        Files.createSymbolicLink(etc.resolve("rt_tables"), real);
        tables.ensure(LVS_NAT);
        assertThat(etc.resolve("rt_tables")).isSymbolicLink();
        assertThat(real).content().endsWith("100\tlvs_nat\t# lvs4j\n");
    }

    @Test
    void shouldReadTheVendorsFileAndNeverHideIt() throws IOException {
        file("usr/share/iproute2/rt_tables", VENDOR + "100 taken\n");
        file("usr/lib/iproute2/rt_tables", "7 hidden\n");
        assertThat(tables.entries())
                .extracting(RtTables.Entry::name)
                .contains("taken")
                .doesNotContain("hidden");
        assertThatExceptionOfType(FileConflictException.class)
                .isThrownBy(() -> tables.ensure(LVS_NAT))
                .withMessageContaining("usr/share/iproute2/rt_tables:5: routing table 100 is named taken already");
        tables.ensure(List.of(NamedTable.of(101, "lvs_nat")));
        assertThat(etc.resolve("rt_tables")).doesNotExist();
        assertThat(etc.resolve("rt_tables.d/lvs4j.conf")).exists();
    }

    @Test
    void shouldRefuseNamesAndNumbersOfOthers() throws IOException {
        Path other = file("etc/iproute2/rt_tables.d/other.conf", "# theirs\n200 lvs_nat\n");
        file("etc/iproute2/rt_tables.d/ignored", "100 ignored\n");
        assertThatExceptionOfType(FileConflictException.class)
                .isThrownBy(() -> tables.ensure(LVS_NAT))
                .satisfies(refusal -> assertThat(refusal.path()).isEqualTo(other))
                .satisfies(refusal -> assertThat(refusal.line()).isEqualTo(2))
                .withMessageContaining("belongs to routing table 200, not to 100");
        assertThat(etc.resolve("rt_tables.d/lvs4j.conf")).doesNotExist();
    }

    @Test
    void shouldLetTheAdministratorHideAVendorsDropIn() throws IOException {
        file("usr/share/iproute2/rt_tables.d/x.conf", "100 vendor\n");
        file("etc/iproute2/rt_tables.d/x.conf", "100 lvs_nat\n");
        assertThat(tables.ensure(LVS_NAT)).isEmpty();
        assertThat(tables.remove(LVS_NAT)).isEmpty();
        assertThat(etc.resolve("rt_tables.d/x.conf"))
                .usingCharset(StandardCharsets.UTF_8)
                .hasContent("100 lvs_nat\n");
    }

    @Test
    void shouldRefuseToWriteBehindALineThatStopsTheReader() throws IOException {
        file("etc/iproute2/rt_tables", VENDOR + "nonsense\n");
        assertThatExceptionOfType(FileConflictException.class)
                .isThrownBy(() -> tables.ensure(LVS_NAT))
                .withMessageContaining("rt_tables:5")
                .withMessageContaining("stops reading");
    }
}
