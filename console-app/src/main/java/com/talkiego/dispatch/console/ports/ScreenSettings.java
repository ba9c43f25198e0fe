package com.talkiego.dispatch.console.ports;

import org.jspecify.annotations.Nullable;

/**
 * How an operator likes the console.
 *
 * @param scale of the whole interface, 0.8 to 2.0
 * @param cards wanted size of the cards
 * @param drawerOpen whether the right drawer is open
 * @param signIn what was typed last, without the password
 * @param relayOnly whether audio goes by TURN servers only
 * @param region id of the region the operator wants to be in; empty for the nearest
 */
public record ScreenSettings(
        boolean dark,
        double scale,
        Cards cards,
        boolean drawerOpen,
        SignInForm signIn,
        boolean relayOnly,
        @Nullable String region) {
    public static final double SMALLEST_SCALE = 0.8;
    public static final double LARGEST_SCALE = 2.0;

    /** Card sizes; {@code AUTOMATIC} is the largest with which all fit. */
    public enum Cards {
        AUTOMATIC,
        LARGE,
        MEDIUM,
        SMALL
    }

    public ScreenSettings {
        scale = Double.isFinite(scale) ? Math.clamp(scale, SMALLEST_SCALE, LARGEST_SCALE) : 1;
        signIn = signIn.withoutPassword();
        region = region == null ? "" : region;
    }

    /** Dark, unscaled, drawer open, nothing remembered. */
    public static ScreenSettings standard() {
        return new ScreenSettings(
                true, 1, Cards.AUTOMATIC, true, new SignInForm("", "", "", "", "Position 1"), false, "");
    }

    public ScreenSettings withDark(boolean on) {
        return new ScreenSettings(on, scale, cards, drawerOpen, signIn, relayOnly, region);
    }

    public ScreenSettings withScale(double wanted) {
        return new ScreenSettings(dark, wanted, cards, drawerOpen, signIn, relayOnly, region);
    }

    public ScreenSettings withCards(Cards wanted) {
        return new ScreenSettings(dark, scale, wanted, drawerOpen, signIn, relayOnly, region);
    }

    public ScreenSettings withDrawerOpen(boolean open) {
        return new ScreenSettings(dark, scale, cards, open, signIn, relayOnly, region);
    }

    public ScreenSettings withSignIn(SignInForm form) {
        return new ScreenSettings(dark, scale, cards, drawerOpen, form, relayOnly, region);
    }

    public ScreenSettings withRelayOnly(boolean only) {
        return new ScreenSettings(dark, scale, cards, drawerOpen, signIn, only, region);
    }

    public ScreenSettings withRegion(String wanted) {
        return new ScreenSettings(dark, scale, cards, drawerOpen, signIn, relayOnly, wanted);
    }
}
