package dev.roster.xds;

import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import com.google.rpc.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The responses of one type that wait for the client's ACK or NACK, by nonce, and what an answer says of the resources
 * in them. Not thread-safe: belongs to its {@link TypeStream}.
 */
final class Answers {
    /** A client that answers nothing does not make this grow: the oldest is given up. */
    private static final int MOST_EXPECTED = 64;
    /** A full set says again what the ones before it said. */
    private static final int MOST_FULL_SETS = 2;

    private final Map<String, ResourceState> states;
    private final Channel<?> channel;
    private final boolean inParts;
    private final Map<String, Sent> expected = new LinkedHashMap<>();
    /** Names of which a version was rejected, or may be bad; what became of it since, their states say. */
    private final Set<String> doubted = new HashSet<>();

    /** @param inParts whether what was sent together may be sent again in parts */
    Answers(Map<String, ResourceState> states, Channel<?> channel, boolean inParts) {
        this.states = states;
        this.channel = channel;
        this.inParts = inParts;
    }

    void expect(String nonce, Sent sent) {
        expected.put(nonce, sent);
        if (expected.size() > (inParts ? MOST_EXPECTED : MOST_FULL_SETS)) {
            expected.remove(expected.keySet().iterator().next());
        }
    }

    /** No answer is waited for any longer, for the newest has come (P33). */
    void expectNoMore() {
        expected.clear();
    }

    /**
     * Takes in an answer: a nonce that is not expected answers nothing (P09), and only an error makes it a NACK (P10). Returns
     * the names of the resources that are to be sent again in parts, for one of them may be the bad one (P82).
     */
    List<String> take(String nonce, boolean isNack, Status error) {
        Sent sent = expected.remove(nonce);
        if (sent == null) {
            return List.of();
        }
        if (!isNack) {
            accept(sent.versions());
            channel.acked(sent);
            return List.of();
        }
        Blame blame = blame(sent, error);
        String words = channel.words(error);
        reject(Maps.filterKeys(sent.versions(), blame.bad()::contains), words);
        Map<String, String> doubtful = Maps.filterKeys(sent.versions(), blame.doubtful()::contains);
        accept(Maps.filterKeys(sent.versions(), name -> !blame.bad().contains(name) && !doubtful.containsKey(name)));
        doubted.addAll(blame.bad());
        doubted.addAll(blame.doubtful());
        channel.nacked(Sets.union(blame.bad(), blame.doubtful()).immutableCopy(), words);
        return inParts ? open(doubtful) : List.of();
    }

    /** What is never sent in parts is rejected as a whole, unless the client names some of it. */
    private Blame blame(Sent sent, Status error) {
        Set<String> names = sent.versions().keySet();
        Blame blame = sent.resources() > 1 ? Blame.of(names, error.getMessage()) : Blame.all(names);
        return blame.bad().isEmpty() && !inParts ? Blame.all(names) : blame;
    }

    private List<String> open(Map<String, String> versions) {
        List<String> open = new ArrayList<>();
        versions.forEach((name, version) -> {
            ResourceState state = states.get(name);
            if (state != null && state.isOpen(version)) {
                open.add(name);
            }
        });
        return open;
    }

    private void reject(Map<String, String> versions, String words) {
        note(versions, (state, version) -> state.reject(version, words));
    }

    private void accept(Map<String, String> versions) {
        note(versions, ResourceState::accept);
    }

    private void note(Map<String, String> versions, BiConsumer<ResourceState, String> verdict) {
        versions.forEach((name, version) -> {
            ResourceState state = states.get(name);
            if (state != null) {
                verdict.accept(state, version);
            }
        });
    }

    /** Whether a response holds up the next, and not for so long that waiting on would block the rest for ever (P38). */
    boolean unanswered() {
        return expected.values().stream().anyMatch(sent -> sent.cause().holdsUp() && !channel.overdue(sent.sentAt()));
    }

    /** Whether any response waits for its answer, and not for too long. */
    boolean awaitsAny() {
        return awaitedSince().findAny().isPresent();
    }

    /** When the responses were sent that wait for their answer, and not for too long. */
    LongStream awaitedSince() {
        return expected.values().stream().mapToLong(Sent::sentAt).filter(sentAt -> !channel.overdue(sentAt));
    }

    /** The names of the resources in responses that wait for their answer. */
    Stream<String> awaited() {
        return expected.values().stream().flatMap(sent -> sent.versions().keySet().stream());
    }

    /** The names of resources of which the client may not have accepted what it was sent. */
    Stream<String> doubtful() {
        return Stream.concat(awaited(), doubted());
    }

    /** The names of resources of which a version was rejected, or may be bad, and not accepted later. */
    Stream<String> doubted() {
        doubted.removeIf(name -> !states.containsKey(name) || states.get(name).isSettled());
        return doubted.stream();
    }

    /** When the oldest response that waits for its answer was sent, or else this time. */
    long waitingSince(long otherwise) {
        return expected.isEmpty()
                ? otherwise
                : expected.values().iterator().next().sentAt();
    }

    /** Whether a response with this resource waits for its answer. */
    boolean awaited(String name) {
        return expected.values().stream().anyMatch(sent -> sent.versions().containsKey(name));
    }
}
