package dev.roster.database;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs Roster, around it a database of its own where no other one is configured. */
@QuarkusMain
public final class Main {
    private static final String USERNAME = "quarkus.datasource.username";
    private static final long STOPS_WITHIN_SECONDS = 30;
    /** Set while an executable is built, and constant in it: what starts the embedded database is not part of it. */
    private static final boolean NATIVE = System.getProperty("org.graalvm.nativeimage.imagecode") != null;

    private Main() {}

    public static void main(String... args) throws IOException, InterruptedException {
        awaitEarlierRun();
        SmallRyeConfig config = ConfigUtils.configBuilder()
                .withMapping(EmbeddedDatabaseConfig.class)
                .build();
        EmbeddedDatabaseConfig embedded = config.getConfigMapping(EmbeddedDatabaseConfig.class);
        if (config.getOptionalValue(JdbcUrlInterceptor.REACTIVE, String.class).isPresent()) {
            Quarkus.run(args);
        } else if (NATIVE || !embedded.enabled()) {
            fail("no database: set QUARKUS_DATASOURCE_REACTIVE_URL to postgresql://host:port/database");
        } else {
            runWithDatabase(config, args);
        }
    }

    /** Development mode runs this anew, on a thread of the same name, while the run before may still stop its database. */
    private static void awaitEarlierRun() throws InterruptedException {
        Thread current = Thread.currentThread();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread != current && thread.getName().equals(current.getName())) {
                thread.join(Duration.ofSeconds(STOPS_WITHIN_SECONDS));
            }
        }
    }

    private static void runWithDatabase(SmallRyeConfig config, String... args) throws IOException {
        Path folder = config.getConfigMapping(EmbeddedDatabaseConfig.class).directory();
        boolean hasKeys =
                config.getOptionalValue(KeyFile.PROPERTY, String.class).isPresent();
        EmbeddedDatabase database;
        try {
            database = EmbeddedDatabase.start(folder);
        } catch (DatabaseStartException e) {
            fail(String.valueOf(e.getMessage()));
            return;
        }
        Thread stop = new Thread(() -> stopAfterApplication(database), "roster-database-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        System.setProperty(JdbcUrlInterceptor.REACTIVE, database.url());
        System.setProperty(USERNAME, EmbeddedDatabase.USER);
        System.setProperty(
                StartMessage.EMBEDDED, folder.toAbsolutePath().normalize().toString());
        try {
            if (!hasKeys) {
                System.setProperty(KeyFile.PROPERTY, KeyFile.key(folder));
            }
            Quarkus.run(args);
        } finally { // development mode ends the application and not the process
            if (!hasKeys) {
                System.clearProperty(KeyFile.PROPERTY);
            }
            System.clearProperty(JdbcUrlInterceptor.REACTIVE);
            System.clearProperty(USERNAME);
            System.clearProperty(StartMessage.EMBEDDED);
            database.close();
        }
    }

    /** At a signal the application and this thread begin to stop at once; the database has to be the last. */
    private static void stopAfterApplication(EmbeddedDatabase database) {
        Application application = Application.currentApplication();
        if (application != null) {
            CompletableFuture.runAsync(application::awaitShutdown)
                    .completeOnTimeout(null, STOPS_WITHIN_SECONDS, TimeUnit.SECONDS)
                    .join();
        }
        try {
            database.close();
        } catch (IOException e) {
            System.err.println("roster: " + e.getMessage());
        }
    }

    private static void fail(String message) {
        System.err.println("roster: " + message);
        System.exit(1);
    }
}
