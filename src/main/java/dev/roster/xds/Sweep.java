package dev.roster.xds;

import com.google.common.collect.Iterators;
import com.google.common.collect.PeekingIterator;
import java.util.Collection;
import java.util.Collections;

/** All names of a view, gone through as far as responses have room. Not thread-safe: belongs to its stream. */
final class Sweep {
    private PeekingIterator<String> rest = Iterators.peekingIterator(Collections.emptyIterator());
    private boolean owed;

    /** Begins anew; with {@code all} also what the client has is sent. */
    void begin(Collection<String> names, boolean all) {
        rest = Iterators.peekingIterator(names.iterator());
        owed = all;
    }

    void stop() {
        rest = Iterators.peekingIterator(Collections.emptyIterator());
    }

    boolean isOwed() {
        return owed;
    }

    boolean hasNext() {
        return rest.hasNext();
    }

    String peek() {
        return rest.peek();
    }

    void next() {
        rest.next();
    }
}
