package com.talkiego.dispatch.console.sample;

import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.console.ports.DeviceChoices;
import com.talkiego.dispatch.console.ports.Meters;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.ports.ScreenSettingsStore;
import com.talkiego.dispatch.console.ports.SignInForm;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.PttTarget;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stand-ins for everything behind the screen, so that the gallery needs no backend and no sound. */
public final class Idle {
    private Idle() {}

    /** Does nothing. */
    public static class Actions implements ConsoleActions {
        @Override
        public void signIn(SignInForm form) {}

        @Override
        public void takeOver(SignInForm form) {
            // Nobody sits there.
        }

        @Override
        public void changeOperator(String user, String password) {
            // Nobody to change with.
        }

        @Override
        public void signOut() {}

        @Override
        public void retryNow() {}

        @Override
        public void pinRegion(String region) {}

        @Override
        public void select(ChannelId channel) {}

        @Override
        public void toggleInSelection(ChannelId channel) {}

        @Override
        public void clearSelection() {}

        @Override
        public Held press(String source, String sourceName, PttTarget target, Duration lease) {
            return new Held() {
                @Override
                public void renew() {}

                @Override
                public void release() {}
            };
        }

        @Override
        public void mute(ChannelId channel, boolean on) {}

        @Override
        public void volume(ChannelId channel, double decibels) {}

        @Override
        public void pan(ChannelId channel, double pan) {}

        @Override
        public void solo(@Nullable ChannelId channel) {}

        @Override
        public void allMute(boolean on) {}

        @Override
        public void masterVolume(Bus bus, double decibels) {}

        @Override
        public void even(boolean on) {}

        @Override
        public void attend(ChannelId channel) {}

        @Override
        public void raiseEmergency(ChannelId channel) {}

        @Override
        public void acknowledgeEmergency(String id) {}

        @Override
        public void clearEmergency(String id, boolean valid) {}

        @Override
        public void acknowledgeAlarms() {}
    }

    /** Steady levels, another for each slot. */
    public static final class Levels implements Meters {
        @Override
        public float slotPeakDbfs(int slot) {
            return -24 + slot * 5 % 23;
        }

        @Override
        public float microphonePeakDbfs() {
            return -14;
        }

        @Override
        public float outputPeakDbfs(Bus bus) {
            return bus == Bus.SELECT ? -12 : -21;
        }
    }

    /** Two outputs and no microphone. */
    public static final class Devices implements DeviceChoices {
        @Override
        public List<Choice> choices(Place place) {
            return place == Place.MICROPHONE
                    ? List.of(new Choice("none", "No microphone"))
                    : List.of(new Choice("headset", "Headset USB"), new Choice("speaker", "Desk speaker"));
        }

        @Override
        public String chosen(Place place) {
            return switch (place) {
                case SELECT_OUTPUT -> "headset";
                case UNSELECT_OUTPUT -> "speaker";
                case MICROPHONE -> "none";
            };
        }

        @Override
        public String problem(Place place) {
            return place == Place.MICROPHONE
                    ? "No microphone was found. You can listen, but not talk. Plug one in."
                    : "";
        }

        @Override
        public void choose(Place place, String id) {}
    }

    /** Remembers until it is dropped. */
    public static final class Store implements ScreenSettingsStore {
        private ScreenSettings kept = ScreenSettings.standard();

        /** Starts from the standard settings. */
        public Store() {}

        /** Starts from those. */
        public Store(ScreenSettings settings) {
            kept = settings;
        }

        @Override
        public ScreenSettings load() {
            return kept;
        }

        @Override
        public void save(ScreenSettings settings) {
            kept = settings;
        }
    }
}
