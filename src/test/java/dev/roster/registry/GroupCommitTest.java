package dev.roster.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.request.UnavailableException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests that share commits. */
class GroupCommitTest {
    private final Database database = new Database();
    private final GroupCommit<String, String> commit =
            new GroupCommit<>(database, new GroupCommit.Limits(4, 3, Duration.ofSeconds(1)));

    @Test
    void whatComesDuringAStatementIsWrittenTogetherByTheNext() {
        var first = submit("a");
        var second = submit("b");
        var third = submit("c");
        database.commit();
        database.commit();

        assertThat(database.statements).containsExactly(List.of("a"), List.of("b", "c"));
        first.assertItem("A");
        second.assertItem("B");
        third.assertItem("C");
    }

    @Test
    void nobodyIsAnsweredBeforeTheCommitIsPublished() {
        database.publishesAtOnce = false;
        var first = submit("a");
        var second = submit("b");
        database.commit();
        first.assertNotTerminated();

        assertThat(database.statements).hasSize(2);
        database.publish();

        first.assertItem("A");
        second.assertNotTerminated();
    }

    @Test
    void theSameRowIsWrittenTwiceByTwoStatements() {
        submit("a");
        submit("b");
        submit("b");
        database.commit();
        database.commit();
        database.commit();

        assertThat(database.statements).containsExactly(List.of("a"), List.of("b"), List.of("b"));
    }

    @Test
    void aStatementTakesNoMoreThanItsLimit() {
        submit("a");
        submit("b");
        submit("c");
        submit("d");
        submit("e");
        database.commit();
        database.commit();
        database.commit();

        assertThat(database.statements).containsExactly(List.of("a"), List.of("b", "c", "d"), List.of("e"));
    }

    @Test
    void onlyTheGuiltyOneFails() {
        submit("a");
        var good = submit("b");
        var bad = submit("bad");
        var alsoGood = submit("c");
        database.commit();
        for (int i = 0; i < 4; i++) {
            database.commit();
        }

        good.assertItem("B");
        bad.assertFailedWith(RolledBackException.class, "bad");
        alsoGood.assertItem("C");
    }

    @Test
    void whatMayHaveBeenCommittedIsNotWrittenAgain() {
        submit("a");
        var second = submit("b");
        var third = submit("c");
        database.commit();
        database.fail(new IllegalStateException("unreadable answer"));

        assertThat(database.statements).containsExactly(List.of("a"), List.of("b", "c"));
        second.assertFailedWith(IllegalStateException.class, "unreadable answer");
        third.assertFailedWith(IllegalStateException.class, "unreadable answer");
    }

    @Test
    void whoStoppedWaitingIsNotWritten() {
        submit("a");
        submit("b").cancel();
        var third = submit("c");
        database.commit();
        database.commit();

        assertThat(database.statements).containsExactly(List.of("a"), List.of("c"));
        third.assertItem("C");
    }

    @Test
    void whoStoppedWaitingIsNotWrittenAloneEither() {
        submit("a");
        submit("bad");
        var impatient = submit("b");
        var last = submit("c");
        database.commit();
        impatient.cancel();
        for (int i = 0; i < 3; i++) {
            database.commit();
        }

        assertThat(database.statements)
                .containsExactly(List.of("a"), List.of("bad", "b", "c"), List.of("bad"), List.of("c"));
        last.assertItem("C");
    }

    @Test
    void whoStoppedWaitingMakesRoomInTheQueue() {
        submit("a");
        List.of("b", "c", "d", "e").forEach(request -> submit(request).cancel());
        database.commit();

        var next = submit("f");
        database.commit();
        next.assertItem("F");
    }

    @Test
    void whoComesWhenTheQueueIsFullIsRefused() {
        submit("a");
        List.of("b", "c", "d", "e").forEach(this::submit);

        submit("f").assertFailedWith(RefusedException.class, "Overloaded");
    }

    @Test
    void anOutageFailsAllThatWaitAtOnce() {
        var first = submit("a");
        var second = submit("b");
        database.fail(new UnavailableException());

        first.assertFailedWith(UnavailableException.class);
        second.assertFailedWith(UnavailableException.class);
        var third = submit("c");
        database.commit();
        third.assertItem("C");
    }

    private UniAssertSubscriber<String> submit(String request) {
        return commit.submit(request).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    /** Commits when it is told to. */
    private static final class Database implements GroupCommit.Lane<String, String> {
        private final List<List<String>> statements = new ArrayList<>();
        private final List<UniEmitter<? super List<String>>> running = new ArrayList<>();
        private final List<UniEmitter<? super Void>> publishing = new ArrayList<>();
        private boolean publishesAtOnce = true;

        @Override
        public Set<Object> identities(String request) {
            return Set.of(request);
        }

        @Override
        public Uni<List<String>> write(List<String> requests) {
            return Uni.createFrom().emitter(emitter -> {
                statements.add(requests);
                running.add(emitter);
            });
        }

        @Override
        public Uni<Void> published() {
            return publishesAtOnce
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().emitter(publishing::add);
        }

        void commit() {
            List<String> rows = statements.get(statements.size() - 1);
            if (rows.contains("bad")) {
                running.removeFirst().fail(new RolledBackException(new IllegalArgumentException("bad")));
            } else {
                running.removeFirst()
                        .complete(rows.stream()
                                .map(row -> row.toUpperCase(java.util.Locale.ROOT))
                                .toList());
            }
        }

        void fail(Throwable failure) {
            running.removeFirst().fail(failure);
        }

        void publish() {
            publishing.removeFirst().complete(null);
        }
    }
}
