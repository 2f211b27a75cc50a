package dev.roster.changelog.store;

import dev.roster.changelog.ChangeLog;
import dev.roster.changelog.ChangeLogLink;
import dev.roster.changelog.Schema;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import jakarta.inject.Singleton;

/** The change log in PostgreSQL. */
@Singleton
final class PgChangeLog implements ChangeLog {
    private final Schema schema;
    private final Connections connections;
    private final Reads reads;
    private final Hints hints;

    PgChangeLog(Schema schema, Connections connections, Reads reads, Hints hints) {
        this.schema = schema;
        this.connections = connections;
        this.reads = reads;
        this.hints = hints;
    }

    @Override
    public Uni<ChangeLogLink> connect(Runnable wake) {
        return schema.ready().chain(() -> UniHelper.toUni(open().compose(connection -> listening(connection, wake))));
    }

    private Future<PgConnection> open() {
        Future<PgConnection> opening = connections.open();
        return reads.inTime(opening).onFailure(late -> opening.onSuccess(PgConnection::close));
    }

    private Future<ChangeLogLink> listening(PgConnection connection, Runnable wake) {
        return new PgLink(connection, reads, hints).listen(wake).onFailure(dead -> connection.close());
    }

    @Override
    public void hintOthers() {
        hints.send();
    }
}
