package dev.roster.changelog.store;

import dev.roster.changelog.ChangeLogLink;
import dev.roster.changelog.Horizon;
import dev.roster.changelog.Reading;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgNotification;
import java.util.function.Supplier;

/** The tail's own connection: it reads here, and listens. Not thread-safe: one call at a time. */
final class PgLink implements ChangeLogLink {
    private final PgConnection connection;
    private final Reads reads;
    private final Hints hints;
    private final Hearing hearing = new Hearing();

    PgLink(PgConnection connection, Reads reads, Hints hints) {
        this.connection = connection;
        this.reads = reads;
        this.hints = hints;
    }

    /** Begins to listen. A server that knows no LISTEN is read at each tick. */
    Future<ChangeLogLink> listen(Runnable wake) {
        connection.exceptionHandler(ignored -> {}); // the next read fails, and says why
        connection.closeHandler(ignored -> wake.run());
        connection.notificationHandler(notification -> heard(notification, wake));
        return reads.inTime(connection.query(Statements.LISTEN).execute())
                .otherwiseEmpty()
                .map(this);
    }

    private void heard(PgNotification notification, Runnable wake) {
        if (hints.own(notification.getPayload())) {
            hearing.heard();
        } else if (hints.change(notification.getPayload())) {
            wake.run();
        }
    }

    @Override
    public Uni<Reading> readIfChanged(Horizon from) {
        return asked(() -> reads.readIfChanged(connection, from));
    }

    @Override
    public Uni<Reading> read(Horizon from) {
        return asked(() -> reads.read(connection, from));
    }

    @Override
    public Uni<Reading> load() {
        return asked(() -> reads.load(connection));
    }

    private Uni<Reading> asked(Supplier<Future<Reading>> read) {
        return Uni.createFrom().deferred(() -> {
            if (hearing.due()) {
                hints.sendProof();
            }
            return UniHelper.toUni(read.get());
        });
    }

    @Override
    public boolean listening() {
        return hearing.proven();
    }

    @Override
    public void close() {
        connection.closeHandler(ignored -> {});
        connection.close();
    }
}
