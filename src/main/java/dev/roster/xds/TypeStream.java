package dev.roster.xds;

import dev.roster.snapshot.TypeView;
import java.util.Collection;

/**
 * One type on one stream. {@link #request} and {@link #changed} only note what is owed; {@link #answer} and {@link
 * #push} say it. Not thread-safe: belongs to its session.
 */
sealed interface TypeStream<Q> permits DeltaStream, SotwStream {
    /** Takes in a request of this type. */
    void request(Q request, TypeView view);

    /** Notes that resources of these names differ from before. */
    void changed(TypeChange change);

    /** Notes that resources of these names must be sent again although they did not change (P40). */
    void resend(Collection<String> names);

    /** Sends what the client asked for and waits for. */
    void answer(TypeView view);

    /** Sends what changed; removals only where told, otherwise they stay noted. */
    void push(TypeView view, boolean withRemovals);

    /** Whether a push is unanswered, and not for so long that the client no longer counts. */
    boolean unanswered();

    /** Whether something is noted that was not yet pushed. */
    boolean behind();

    /** Whether the client asked for this name. */
    boolean subscribed(String name);

    /** Whether the client asked for this name and has answered what it was sent. */
    boolean settled(String name);

    /** What the client asks for, and with which of it it is not in sync. */
    TypeDescription describe(TypeView view);

    /** How many names the client asks for. */
    int subscriptions();
}
