package com.talkiego.dispatch.console.transmit;

import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.PttTarget;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;

/**
 * Turns key-down and key-up of the window into presses and releases of push-to-talk: Ctrl+Space talks on the selection, Ctrl+F1 to
 * Ctrl+F12 on one channel, Ctrl+Enter on the channel that has the focus.
 *
 * <p>Every one is a chord of Ctrl and another key. It begins only when both were seen to go down since the window got the focus,
 * Ctrl first; so neither auto-repeat nor a key held across a change of focus starts an over. The release of either key ends it, and
 * so does any event that tells that Ctrl is up. JavaFX thread; knows key codes but no window.
 */
public final class PttKeys {
    private final HeldSources sources;
    private final Function<KeyCode, @Nullable PttTarget> targets;
    private final Set<KeyCode> down = EnumSet.noneOf(KeyCode.class);
    private final Map<KeyCode, String> keyed = new HashMap<>();

    private PttKeys(HeldSources sources, Function<KeyCode, @Nullable PttTarget> targets) {
        this.sources = sources;
        this.targets = targets;
    }

    /**
     * The console's default keys.
     *
     * @param hotKey the channel of F1 (1) to F12 (12), or null
     * @param focused gives the channel whose card has the focus, or null
     */
    public static PttKeys standard(
            HeldSources sources,
            Function<Integer, @Nullable ChannelId> hotKey,
            java.util.function.Supplier<@Nullable ChannelId> focused) {
        return new PttKeys(sources, key -> switch (key) {
            case SPACE -> new PttTarget.General();
            case ENTER -> channel(focused.get());
            default -> {
                int number = HotKeys.number(key);
                yield number == 0 ? null : channel(hotKey.apply(number));
            }
        });
    }

    private static @Nullable PttTarget channel(@Nullable ChannelId id) {
        return id == null ? null : new PttTarget.OneChannel(id);
    }

    /**
     * A key goes down or repeats.
     *
     * @param onlyControl whether Ctrl, and no other modifier, is said to be down
     * @return whether it is a push-to-talk chord, so that nobody else should act on it
     */
    public boolean keyDown(KeyCode key, boolean onlyControl) {
        boolean fresh = down.add(key);
        if (key == KeyCode.CONTROL || !onlyControl) {
            return false;
        }
        if (keyed.containsKey(key)) {
            return true;
        }
        PttTarget target = targets.apply(key);
        if (target == null) {
            return false;
        }
        if (fresh && down.contains(KeyCode.CONTROL)) {
            String name = "Ctrl+" + key.getName();
            keyed.put(key, name);
            sources.press(name, name, target);
        }
        return true;
    }

    /** A key goes up; true if it ended an over. */
    public boolean keyUp(KeyCode key) {
        down.remove(key);
        if (key == KeyCode.CONTROL) {
            return releaseChords();
        }
        String source = keyed.remove(key);
        if (source != null) {
            sources.release(source);
        }
        return source != null;
    }

    /** Some event shows Ctrl up: its key-up may have been lost. */
    public void controlSeenUp() {
        down.remove(KeyCode.CONTROL);
        releaseChords();
    }

    /** The operator cancels: overs end, and keys still down count again only after they went up. */
    public void cancel() {
        releaseChords();
    }

    /** The window cannot see its keys any more, or could not until now: overs end and nothing is known to be down. */
    public void forget() {
        cancel();
        down.clear();
    }

    private boolean releaseChords() {
        boolean any = !keyed.isEmpty();
        keyed.values().forEach(sources::release);
        keyed.clear();
        return any;
    }
}
