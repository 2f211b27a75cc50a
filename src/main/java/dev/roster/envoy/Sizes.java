package dev.roster.envoy;

/** Rules about how many there are, in words. */
public final class Sizes {
    private Sizes() {}

    public static String exactly(Object length, String unit) {
        return "must be " + count((long) length, unit) + " long";
    }

    public static String atLeast(Object length, String unit) {
        return (long) length == 1 ? "must not be empty" : "must be at least " + count((long) length, unit) + " long";
    }

    public static String atMost(Object length, String unit) {
        return "must be at most " + count((long) length, unit) + " long";
    }

    public static String holdAtLeast(long number) {
        return "must hold at least " + count(number, "item");
    }

    public static String holdAtMost(long number) {
        return "must hold at most " + count(number, "item");
    }

    static String count(long number, String unit) {
        return number + " " + (number == 1 ? unit : unit + "s");
    }
}
