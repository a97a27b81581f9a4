package io.github.lvs4j.verification.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The walls of the house: what may never be in a room. */
@AnalyzeClasses(
        packages = "io.github.lvs4j",
        importOptions = {ImportOption.DoNotIncludeTests.class})
class WallsTest {

    private static final String ROOT = "io.github.lvs4j";

    /** Packages that decide: state and event in, actions out. */
    private static final String[] PURE = {
        ROOT + ".vrrp.machine..",
        ROOT + ".vrrp.packet..",
        ROOT + ".vrrp.group..",
        ROOT + ".director.plan..",
        ROOT + ".net..",
        ROOT + ".ipvs..",
        ROOT + ".route.."
    };

    /** What lvs-api holds; it depends on nothing but itself and the JDK. */
    private static final String[] API = {
        ROOT + ".error..",
        ROOT + ".event..",
        ROOT + ".ipvs..",
        ROOT + ".net..",
        ROOT + ".route..",
        ROOT + ".style..",
        ROOT + ".time.."
    };

    @ArchTest
    static final ArchRule onlyOnePackageKnowsJna = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".netlink.jna..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.sun.jna..");

    @ArchTest
    static final ArchRule jnaTypesNeverLeaveTheirRoom = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".netlink..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".netlink.jna..");

    @ArchTest
    static final ArchRule decisionsHaveNoClock = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now");

    @ArchTest
    static final ArchRule decisionsHaveNoThreadLoggerOrSocket = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "java.util.concurrent..", "java.nio.channels..", "org.slf4j..", "java.io..", "java.nio.file.."))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, java.net.Socket.class, java.net.DatagramSocket.class);

    @ArchTest
    static final ArchRule sharedValuesDependOnNothing = classes()
            .that()
            .resideInAnyPackage(API)
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "org.jspecify..", "org.immutables.value..", ROOT + ".error..")
                            .or(resideInAnyPackage(API)));

    @ArchTest
    static final ArchRule vrrpKnowsNeitherIpvsNorChecks = noClasses()
            .that()
            .resideInAPackage(ROOT + ".vrrp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".ipvs..", ROOT + ".healthcheck..", ROOT + ".routing..", ROOT + ".director..");

    @ArchTest
    static final ArchRule vrrpReachesTheKernelInOnePackage = noClasses()
            .that()
            .resideInAPackage(ROOT + ".vrrp..")
            .and()
            .resideOutsideOfPackage(ROOT + ".vrrp.linux..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".netlink..");

    @ArchTest
    static final ArchRule checksKnowNeitherVrrpNorNetlink = noClasses()
            .that()
            .resideInAPackage(ROOT + ".healthcheck..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".vrrp..", ROOT + ".netlink..", ROOT + ".ipvs..", ROOT + ".routing..", ROOT + ".director..");

    @ArchTest
    static final ArchRule routingKnowsNeitherIpvsNorVrrp = noClasses()
            .that()
            .resideInAPackage(ROOT + ".routing..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".ipvs..", ROOT + ".vrrp..", ROOT + ".healthcheck..", ROOT + ".director..");

    @ArchTest
    static final ArchRule netlinkKnowsNoRoomAboveIt = noClasses()
            .that()
            .resideInAPackage(ROOT + ".netlink..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".vrrp..", ROOT + ".healthcheck..", ROOT + ".routing..", ROOT + ".director..");

    @ArchTest
    static final ArchRule productCodeNeverUsesTheTestkit = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".testkit..", ROOT + ".examples..", ROOT + ".verification..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".testkit..");

    @ArchTest
    static final ArchRule nothingIsPrinted = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".testkit..", ROOT + ".examples..", ROOT + ".verification..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule packagesOfPureDecisionsAreFreeOfCycles =
            slices().matching(ROOT + ".vrrp.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noRoomThatSaysNothing = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..", "..manager..", "..helper..");
}
