package dev.roster.xds;

/** The resource names that a client may ask for, of all types together. Not thread-safe: belongs to its session. */
final class Allowance {
    private final int most;
    private int taken;

    Allowance(int most) {
        this.most = most;
    }

    /** Takes one more name in, or refuses the stream. */
    void take() {
        if (taken == most) {
            throw new StreamRefused.TooMuch("resource names", most);
        }
        taken++;
    }

    /** The client asks for a name no more. */
    void giveBack() {
        taken--;
    }
}
