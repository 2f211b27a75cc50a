package dev.roster.registry;

/** What came of bringing in a service that may be there already. */
public enum Introduction {
    CREATED,
    /** It is there, with the same settings and endpoints. */
    UNCHANGED,
    /** It is there with other settings. */
    OTHER_SETTINGS,
    /** It is there with the same settings and other endpoints. */
    OTHER_ENDPOINTS;

    public boolean contradicts() {
        return switch (this) {
            case CREATED, UNCHANGED -> false;
            case OTHER_SETTINGS, OTHER_ENDPOINTS -> true;
        };
    }
}
