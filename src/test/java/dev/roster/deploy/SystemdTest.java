package dev.roster.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The systemd unit: Roster shut in, with the settings that it and its drop-in point to. */
final class SystemdTest {
    private static final Path UNIT = Artefacts.DEPLOY.resolve("systemd/roster.service");
    private static final Path NATIVE = Artefacts.DEPLOY.resolve("systemd/roster.service.d/native.conf");
    private static final Path FILES = Artefacts.DEPLOY.resolve("systemd/roster.service.d/files.conf");

    private static final Path USERS = Artefacts.DEPLOY.resolve("systemd/sysusers.d/roster.conf");

    @TempDir
    Path folder;

    @Test
    void theUnitIsShutIn() {
        assertThat(UnitFile.read(UNIT).service())
                .containsEntry("DynamicUser", List.of("yes"))
                .containsEntry("ProtectSystem", List.of("strict"))
                .containsEntry("StateDirectory", List.of("roster"))
                .containsEntry("NoNewPrivileges", List.of("yes"))
                .containsEntry("CapabilityBoundingSet", List.of(""))
                .containsEntry("SuccessExitStatus", List.of("143"));
    }

    @Test
    void onlyTheExecutableIsForbiddenToWriteCode() {
        assertThat(UnitFile.read(UNIT).service()).doesNotContainKey("MemoryDenyWriteExecute");
        assertThat(UnitFile.read(NATIVE).service()).containsEntry("MemoryDenyWriteExecute", List.of("yes"));
        assertThat(UnitFile.read(NATIVE).service().get("ExecStart"))
                .as("the JVM's command is dropped first")
                .hasSize(2)
                .startsWith("");
    }

    /** What a dynamic user's service keeps beyond its end lies in /run/private: no Envoy could read it. */
    @Test
    void noFolderThatOutlivesRosterIsThatOfADynamicUser() {
        assertThat(Artefacts.files("systemd/roster.service.d", ".conf"))
                .contains(FILES)
                .allSatisfy(dropIn -> {
                    if (!effective(dropIn, "RuntimeDirectoryPreserve").equals("no")) {
                        assertThat(effective(dropIn, "DynamicUser")).isEqualTo("no");
                    }
                });
        assertThat(effective(FILES, "RuntimeDirectoryPreserve")).isEqualTo("yes");
        assertThat(Artefacts.text(USERS).lines())
                .anySatisfy(line -> assertThat(line).startsWith("u " + effective(FILES, "User") + " - "));
    }

    /** What is set last, in the unit or in this drop-in. */
    private static String effective(Path dropIn, String setting) {
        return Stream.of(UNIT, dropIn)
                .flatMap(file -> UnitFile.read(file).service().getOrDefault(setting, List.of()).stream())
                .reduce("no", (earlier, later) -> later);
    }

    @Test
    void theExampleOfItsSettingsNamesTheDatabase() {
        assertThat(UnitFile.read(Artefacts.DEPLOY.resolve("systemd/roster.env")).environment())
                .containsKeys(
                        "QUARKUS_DATASOURCE_REACTIVE_URL", "QUARKUS_DATASOURCE_USERNAME", "QUARKUS_DATASOURCE_PASSWORD")
                .containsEntry("ROSTER_EMBEDDED_DATABASE_ENABLED", List.of("false"));
    }

    @Test
    void systemdFindsNothingWrongWithIt() throws IOException, InterruptedException {
        assumeTrue(runs("systemd-analyze", "--version"), "systemd-analyze is not there");
        assertThat(verified(UNIT)).isEmpty();
        assertThat(verified(NATIVE)).isEmpty();
        assertThat(verified(FILES)).isEmpty();
    }

    @Test
    void systemdMakesTheUserOfIt() throws IOException, InterruptedException {
        assumeTrue(runs("systemd-sysusers", "--version"), "systemd-sysusers is not there");
        assertThat(runs("systemd-sysusers", "--dry-run", USERS.toAbsolutePath().toString()))
                .isTrue();
    }

    /** What systemd says of the unit, with this file's settings, where the programs it starts are there. */
    private String verified(Path file) throws IOException, InterruptedException {
        Path unit = folder.resolve("roster.service");
        Files.copy(UNIT, unit, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Path dropIn =
                Files.createDirectories(folder.resolve("roster.service.d")).resolve("present.conf");
        String settings = file.equals(UNIT) ? "[Service]\n" : Artefacts.text(file);
        Files.writeString(dropIn, settings + "ExecStart=\nExecStart=/bin/true\n");
        Process process = new ProcessBuilder("systemd-analyze", "verify", unit.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                + (process.waitFor() == 0 ? "" : "failed");
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
