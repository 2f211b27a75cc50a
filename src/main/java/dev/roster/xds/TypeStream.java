package dev.roster.xds;

import dev.roster.snapshot.TypeView;
import java.util.Collection;

/**
 * One type on one stream. {@link #request} and {@link #changed} only note what is owed; {@link #answer} and {@link
 * #push} say it. Not thread-safe: belongs to its session.
 */
sealed interface TypeStream<Q> permits DeltaStream, SotwStream {
    /** What the server knows of the client. */
    TypeState state();

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

    /** Sends what the client would else forget, if that is due and may be sent now (P51). */
    void beat(TypeView view);

    /** Whether something is noted that was not yet pushed. */
    boolean behind();

    /** Whether the client rejected a resource as it is now (P12). */
    boolean rejects(TypeView view);

    TypeDescription describe(TypeView view);
}
