package dev.roster.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The database that Roster brings along where no URL of another one is configured. */
@ConfigMapping(prefix = "roster.embedded-database")
interface EmbeddedDatabaseConfig {
    /** Whether it may be started; where not, Roster does not start without a URL. */
    @WithDefault("true")
    boolean enabled();

    /** Where its data are; relative to the working directory. */
    @WithDefault(".roster")
    Path directory();
}
