package dev.roster.status.store;

/** A client's words as PostgreSQL can hold them; one client's must not keep the others' from being stored. */
final class Texts {
    /** What an index can hold, whatever the characters. */
    private static final int LONGEST_ID = 500;

    private Texts() {}

    /** Without NUL, which is valid UTF-8 and no text to PostgreSQL. */
    static String storable(String words) {
        return words.indexOf('\0') < 0 ? words : words.replace('\0', '\uFFFD');
    }

    /** The same, and not longer than an index takes. */
    static String id(String words) {
        String whole = storable(words);
        if (whole.length() <= LONGEST_ID) {
            return whole;
        }
        int end = Character.isHighSurrogate(whole.charAt(LONGEST_ID - 1)) ? LONGEST_ID - 1 : LONGEST_ID;
        return whole.substring(0, end);
    }
}
