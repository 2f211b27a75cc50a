package dev.roster.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a developer's machine. */
class KeyFileTest {
    @TempDir
    Path folder;

    @Test
    void theKeyIsMadeOnceForItsOwnerOnly() throws Exception {
        String key = KeyFile.key(folder);

        assertThat(key).startsWith("local:");
        assertThat(Base64.getDecoder().decode(key.substring("local:".length()))).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secrets.key"))))
                .isEqualTo("rw-------");
        assertThat(KeyFile.key(folder)).isEqualTo(key);
    }

    @Test
    void anotherFolderHasAnotherKey() throws Exception {
        assertThat(KeyFile.key(Files.createDirectory(folder.resolve("a"))))
                .isNotEqualTo(KeyFile.key(Files.createDirectory(folder.resolve("b"))));
    }

    @Test
    void whatAnEndedStartLeftIsNoKey() throws Exception {
        Files.writeString(folder.resolve("secrets.key.new"), "local:");

        assertThat(KeyFile.key(folder)).hasSizeGreaterThan("local:".length());
    }
}
