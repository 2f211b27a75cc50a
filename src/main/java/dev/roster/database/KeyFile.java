package dev.roster.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The key that secrets in the embedded database are encrypted by: made once, beside it, for its owner's eyes only. */
final class KeyFile {
    /** What the key is handed over as; whoever sets this property has keys of his own. */
    static final String PROPERTY = "roster.secrets.keys";

    private static final int KEY_BYTES = 32;

    private KeyFile() {}

    /** The key in this folder, as {@code id:base64}. The folder is this process's. */
    static String key(Path folder) throws IOException {
        Path file = folder.resolve("secrets.key");
        if (Files.notExists(file)) {
            write(file, "local:" + newKey());
        }
        return Files.readString(file).strip();
    }

    /** Under another name first: a key that is half written would be one for ever. */
    private static void write(Path file, String key) throws IOException {
        Path draft = file.resolveSibling("secrets.key.new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, ownersOnly(file));
        Files.writeString(draft, key + System.lineSeparator());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileAttribute<?>[] ownersOnly(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
