package dev.roster.changelog;

/**
 * How the state behind the keys of one kind is read inside the tail's database snapshot. Both queries select a column
 * {@code key} and whatever {@link #read} wants; a key without a row is a deleted one.
 */
public interface StateReader<T> {
    Kind<T> kind();

    /** SQL for the state of all keys. */
    String selectAll();

    /** SQL for the state of the keys in its only parameter, a {@code text[]}. */
    String selectKeys();

    T read(Columns row);
}
