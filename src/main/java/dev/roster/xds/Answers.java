package dev.roster.xds;

import com.google.common.collect.Maps;
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
    private static final int MAX_EXPECTED = 64;

    private final Map<String, ResourceState> states;
    private final Channel<?> channel;
    private final Map<String, Sent> expected = new LinkedHashMap<>();
    /** Names of which a version was rejected; what became of it since, their states say. */
    private final Set<String> rejected = new HashSet<>();

    Answers(Map<String, ResourceState> states, Channel<?> channel) {
        this.states = states;
        this.channel = channel;
    }

    void expect(String nonce, Sent sent) {
        expected.put(nonce, sent);
        if (expected.size() > MAX_EXPECTED) {
            expected.remove(expected.keySet().iterator().next());
        }
    }

    /** Expects an answer to this nonce and to none before it (P33). */
    void expectOnly(String nonce, Sent sent) {
        expected.clear();
        expected.put(nonce, sent);
    }

    /** A nonce that is not expected answers nothing (P09); only an error makes it a NACK (P10). */
    void take(String nonce, boolean isNack, Status error) {
        Sent sent = expected.remove(nonce);
        if (sent == null) {
            return;
        }
        if (isNack) {
            reject(sent.versions(), error);
        } else {
            accept(sent.versions());
            channel.acked(sent);
        }
    }

    /**
     * As {@link #take}, where the resources of a response may be sent one by one: a NACK of several is one of those that the
     * client names. Where it names none, it is one of each that is rejected once it is sent alone; returns their names.
     */
    List<String> takeApart(String nonce, boolean isNack, Status error) {
        Sent sent = expected.get(nonce);
        if (sent == null || !isNack || sent.resources() <= 1) {
            take(nonce, isNack, error);
            return List.of();
        }
        expected.remove(nonce);
        Set<String> bad = new Blame(error.getMessage()).among(sent.versions().keySet());
        if (bad.isEmpty()) {
            channel.nacked(sent.versions().keySet(), channel.words(error));
            return open(sent.versions());
        }
        reject(Maps.filterKeys(sent.versions(), bad::contains), error);
        accept(Maps.filterKeys(sent.versions(), name -> !bad.contains(name)));
        return List.of();
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

    private void reject(Map<String, String> versions, Status error) {
        String words = channel.words(error);
        note(versions, (state, version) -> state.reject(version, words));
        rejected.addAll(versions.keySet());
        channel.nacked(versions.keySet(), words);
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
        return Stream.concat(awaited(), rejected());
    }

    /** The names of resources of which a version was rejected and not accepted later. */
    Stream<String> rejected() {
        rejected.removeIf(name -> !states.containsKey(name) || !states.get(name).rejectsAny());
        return rejected.stream();
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
