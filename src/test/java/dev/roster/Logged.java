package dev.roster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged under a category from a level on, for as long as this is open. Thread-safe. */
public final class Logged implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Handler handler;

    private Logged(Logger logger, Level from) {
        this.logger = logger;
        this.handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getLevel().intValue() >= from.intValue()) {
                    lines.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
    }

    public static Logged warnings(String category) {
        return new Logged(Logger.getLogger(category), Level.WARNING);
    }

    /** Errors of any category. */
    public static Logged errors() {
        return new Logged(Logger.getLogger(""), Level.SEVERE);
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
