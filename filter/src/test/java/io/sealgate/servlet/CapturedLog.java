package io.sealgate.servlet;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the product logs while this is open. */
public final class CapturedLog extends Handler implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("io.sealgate");

    private final List<LogRecord> records = new CopyOnWriteArrayList<>();

    public static CapturedLog open() {
        CapturedLog log = new CapturedLog();
        log.setFormatter(new SimpleFormatter());
        LOGGER.addHandler(log);
        LOGGER.setUseParentHandlers(false);
        return log;
    }

    /** The lines at WARNING, as a formatter would write them. */
    public List<String> warnings() {
        return records.stream()
                .filter(record -> record.getLevel().equals(Level.WARNING))
                .map(getFormatter()::formatMessage)
                .toList();
    }

    /** All lines, each with its level before it. */
    public List<String> lines() {
        return records.stream()
                .map(record -> record.getLevel() + " " + getFormatter().formatMessage(record))
                .toList();
    }

    public String all() {
        return String.join("\n", records.stream().map(getFormatter()::format).toList());
    }

    public void clear() {
        records.clear();
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
        LOGGER.setUseParentHandlers(true);
    }
}
