package com.talkiego.dispatch.console.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The walls of the house: who may know whom, and why. */
class HouseRulesTest {
    private static final String BASE = "com.talkiego.dispatch";
    private static final String JAVAFX = "javafx..";
    private static final String WEBRTC = "dev.onvoid.webrtc..";

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(BASE);

    @Test
    @DisplayName("all four rooms are looked at")
    void sees_the_whole_house() {
        for (String room : new String[] {".core.model", ".core.mix", ".devices", ".mock", ".console"}) {
            org.assertj.core.api.Assertions.assertThat(HOUSE.stream()
                            .filter(type -> type.getPackageName().startsWith(BASE + room))
                            .count())
                    .as("classes found in %s", room)
                    .isPositive();
        }
    }

    @Test
    void javafx_only_in_the_console() {
        noClasses()
                .that(not(resideInAPackage(BASE + ".console..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(JAVAFX, "org.controlsfx..", "atlantafx..")
                .because("the core runs without a window, in tests, benches and simulated units")
                .check(HOUSE);
    }

    @Test
    void webrtc_only_in_core_media() {
        noClasses()
                .that(not(resideInAPackage(BASE + ".core.media..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(WEBRTC)
                .because("its native traps are known and guarded in one place")
                .check(HOUSE);
    }

    @Test
    void sql_only_in_core_archive() {
        noClasses()
                .that(not(resideInAPackage(BASE + ".core.archive..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.h2..")
                .because("an interrupt inside an embedded database can corrupt it; one writer owns it")
                .check(HOUSE);
    }

    @Test
    void jinput_only_in_devices_keys() {
        noClasses()
                .that(not(resideInAPackage(BASE + ".devices.keys..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.java.games.input..")
                .because("one thread polls everything: two would read each other's events")
                .check(HOUSE);
    }

    @Test
    void openal_only_in_devices_sound() {
        noClasses()
                .that(not(resideInAPackage(BASE + ".devices.sound..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.lwjgl..")
                .because("sound cards are reached through rings only")
                .check(HOUSE);
    }

    @Test
    void the_systems_key_store_only_in_console_keystore() {
        noClasses()
                .that(not(resideInAPackage(BASE + ".console.keystore..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.github.javakeyring..",
                        "de.swiesend..",
                        "org.freedesktop..",
                        "com.sun.jna..",
                        "pt.davidafsilva..")
                .because(
                        "a call may wait for somebody to unlock it: one thread makes them, and secrets have one way out")
                .check(HOUSE);
    }

    @Test
    void foreign_functions_only_for_priorities() {
        noClasses()
                .that(not(resideInAPackage(BASE + ".devices.priority..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .because("a wrong signature ends the process; what can be had from a library is had from it")
                .check(HOUSE);
    }

    @Test
    void the_core_knows_no_other_room() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".devices..", BASE + ".mock..", BASE + ".console..")
                .because("everything else stands on the core")
                .check(HOUSE);
    }

    @Test
    void console_and_devices_know_no_mock() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".console..", BASE + ".devices..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + ".mock..")
                .because("the console reaches any backend over the wire only, the bundled one too")
                .check(HOUSE);
    }

    @Test
    void rooms_signalling_and_sfu_know_neither_units_nor_the_web_server() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + ".mock.rooms..", BASE + ".mock.signal..", BASE + ".mock.sfu..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        BASE + ".mock.units..", BASE + ".core.session..", "io.javalin..", "org.eclipse.jetty..")
                .because("a simulated unit is a client like any other, and time in the rooms is moved by hand in tests")
                .check(HOUSE);
    }

    @Test
    void the_model_depends_on_nothing() {
        classes()
                .that()
                .resideInAPackage(BASE + ".core.model..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(BASE + ".core.model..", "java..", "org.jspecify..")
                .because("it is what all others speak of")
                .check(HOUSE);
    }

    @Test
    void the_engine_is_jdk_only_and_waits_for_nobody() {
        classes()
                .that()
                .resideInAPackage(BASE + ".core.mix..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(BASE + ".core.mix..", "java..", "org.jspecify..")
                .because("the tick is proved alone, faster than real time")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage(BASE + ".core.mix..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..", "java.nio.file..", "java.net..", "java.util.stream..", "java.util.logging..")
                .because("the audio path does no I/O, no logging and makes no garbage")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage(BASE + ".core.mix..")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.assignableTo(java.util.concurrent.locks.Lock.class))
                .because("the audio path takes no lock")
                .check(HOUSE);
    }

    @Test
    void wire_and_api_and_session_keep_their_order() {
        noClasses()
                .that()
                .resideInAPackage(BASE + ".core.wire..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        BASE + ".core.api..", BASE + ".core.session..", BASE + ".core.media..", BASE + ".core.mix..")
                .because("messages are words, they do nothing")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage(BASE + ".core.session..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(BASE + ".core.media..", BASE + ".core.archive..")
                .because("the session declares ports; media and archive implement them")
                .check(HOUSE);
    }

    @Test
    void no_cycles_between_packages() {
        slices().matching(BASE + ".(*.*)..")
                .should()
                .beFreeOfCycles()
                .because("a cycle is two rooms that cannot be understood apart")
                .check(HOUSE);
    }

    @Test
    void nobody_trusts_all() {
        noClasses()
                .that(not(resideInAPackage(BASE + ".mock..")))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("javax.net.ssl.X509TrustManager")
                .because(
                        "certificates are checked by the library against explicit trust anchors, never by code of ours")
                .check(HOUSE);
        noClasses()
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                                "addInsecureHost|hostnameVerifier|setTlsCertPolicy")))
                .because("TLS is verified always")
                .check(HOUSE);
    }

    @Test
    void no_mutable_statics() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(not(resideInAnyPackage(BASE + "..generated..")))
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC)
                .should()
                .beFinal()
                .because("state has one owner, and that is never a class")
                .check(HOUSE);
    }

    @Test
    void the_clock_is_a_parameter() {
        noClasses()
                .that(not(resideInAnyPackage(BASE + ".console.app..", BASE + ".mock..")))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .because("time is a parameter: tests move it by hand")
                .check(HOUSE);
    }

    @Test
    void only_the_bridge_enters_the_javafx_thread() {
        noClasses()
                .that(not(resideInAPackage(BASE + ".console.app..")))
                .should()
                .callMethod(javafx.application.Platform.class, "runLater", Runnable.class)
                .because("FxBridge is the one door to the JavaFX thread")
                .check(HOUSE);
    }

    @Test
    void a_view_model_knows_no_node() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..")
                .because("view models are tested without a window")
                .check(HOUSE);
    }
}
