package dev.roster.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roster.changelog.ChangeLog;
import dev.roster.changelog.ChangeLogLink;
import dev.roster.changelog.ChangeTail;
import dev.roster.changelog.Changes;
import dev.roster.changelog.Horizon;
import dev.roster.changelog.Reading;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LatestViewTest {
    private static final Horizon HORIZON = new Horizon("server", "1:1:");

    private final SlowLog log = new SlowLog();
    private final ChangeTail tail = new ChangeTail(log, new ImpatientConfig(), List.of());
    private final Snapshots snapshots = new Snapshots();
    private final LatestView latest = new LatestView(tail, snapshots, new ImpatientConfig());
    private final Cancellable reading = tail.changes().subscribe().with(changes -> {});

    @AfterEach
    void stop() {
        reading.cancel();
    }

    @Test
    void P71_itIsThereOnceAReadThatBeganAfterwardsIsApplied() {
        connected();
        log.awaitRead();
        CompletableFuture<Snapshot> view = latest.get().subscribeAsCompletionStage();
        log.answerRead();
        log.awaitRead();
        assertThat(view).as("the read that was under way covers nothing").isNotDone();

        log.answerRead();
        assertThat(view.join()).isSameAs(snapshots.current());
    }

    @Test
    void P71_aDatabaseThatDoesNotAnswerCannotSayHowFarBehindThisReplicaIs() {
        connected();
        assertThatThrownBy(() -> latest.get().subscribeAsCompletionStage().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void P71_norCanOneThatIsNotThere() {
        assertThatThrownBy(() -> latest.get().await().indefinitely()).hasCauseInstanceOf(TimeoutException.class);
    }

    private void connected() {
        log.loaded.complete(new Reading.Batch(new Changes(true, 0, Map.of()), HORIZON));
        await().until(() -> tail.state().connected());
    }

    /** Answers reads when it is told. Thread-safe. */
    private static final class SlowLog implements ChangeLog, ChangeLogLink {
        private final CompletableFuture<Reading> loaded = new CompletableFuture<>();
        private final Queue<UniEmitter<? super Reading>> reads = new ConcurrentLinkedQueue<>();

        void awaitRead() {
            await().until(() -> !reads.isEmpty());
        }

        void answerRead() {
            reads.remove().complete(new Reading.Unchanged(HORIZON));
        }

        @Override
        public Uni<ChangeLogLink> connect(Runnable wake) {
            return Uni.createFrom().item(this);
        }

        @Override
        public void hintOthers() {}

        @Override
        public Uni<Reading> load() {
            return Uni.createFrom().completionStage(loaded);
        }

        @Override
        public Uni<Reading> read(Horizon from) {
            return Uni.createFrom().<Reading>emitter(reads::add);
        }

        @Override
        public Uni<Reading> readIfChanged(Horizon from) {
            return read(from);
        }

        @Override
        public boolean listening() {
            return true;
        }

        @Override
        public void close() {}
    }
}
