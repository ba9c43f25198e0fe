package com.talkiego.dispatch.console.transmit;

import static javafx.scene.input.KeyCode.CONTROL;
import static javafx.scene.input.KeyCode.ENTER;
import static javafx.scene.input.KeyCode.F3;
import static javafx.scene.input.KeyCode.SPACE;
import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.console.RecordingActions;
import com.talkiego.dispatch.core.model.ChannelId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PttKeysTest {
    private final RecordingActions actions = new RecordingActions();
    private final HeldSources sources = new HeldSources(actions);
    private @Nullable ChannelId focused;
    private final PttKeys keys =
            PttKeys.standard(sources, number -> number == 3 ? new ChannelId("ems-1") : null, () -> focused);

    private void chord() {
        keys.keyDown(CONTROL, true);
        keys.keyDown(SPACE, true);
    }

    @Test
    void controlAndSpaceTalkUntilSpaceGoesUp() {
        chord();
        keys.keyUp(SPACE);
        keys.keyUp(CONTROL);
        assertThat(actions.done()).containsExactly("press general by Ctrl+Space", "release general");
    }

    @Test
    void theReleaseOfControlEndsIt() {
        chord();
        keys.keyUp(CONTROL);
        assertThat(actions.done()).containsExactly("press general by Ctrl+Space", "release general");
    }

    @Test
    void autoRepeatPressesOnce() {
        chord();
        assertThat(keys.keyDown(SPACE, true)).isTrue();
        keys.keyDown(SPACE, true);
        assertThat(actions.done()).containsExactly("press general by Ctrl+Space");
    }

    @Test
    void aKeyStillDownAfterTheReleaseOfControlDoesNotTalkAgain() {
        chord();
        keys.keyUp(CONTROL);
        keys.keyDown(CONTROL, true);
        keys.keyDown(SPACE, true);
        assertThat(actions.done()).hasSize(2);
        keys.keyUp(SPACE);
        keys.keyDown(SPACE, true);
        assertThat(actions.done()).hasSize(3);
    }

    @Test
    void keysHeldSinceBeforeTheFocusCountOnlyAfterARelease() {
        keys.forget();
        keys.keyDown(SPACE, true);
        keys.keyDown(SPACE, true);
        assertThat(actions.done()).isEmpty();
        keys.keyUp(SPACE);
        keys.keyUp(CONTROL);
        chord();
        assertThat(actions.done()).containsExactly("press general by Ctrl+Space");
    }

    @Test
    void spaceHeldFirstAndThenControlDoesNotTalk() {
        keys.keyDown(SPACE, false);
        keys.keyDown(CONTROL, true);
        keys.keyDown(SPACE, true);
        assertThat(actions.done()).isEmpty();
    }

    @Test
    void anyEventThatShowsControlUpEndsIt() {
        chord();
        keys.controlSeenUp();
        assertThat(actions.done()).containsExactly("press general by Ctrl+Space", "release general");
    }

    @Test
    void cancelEndsItAndRepeatsDoNotBringItBack() {
        chord();
        keys.cancel();
        keys.keyDown(SPACE, true);
        assertThat(actions.done()).containsExactly("press general by Ctrl+Space", "release general");
    }

    @Test
    void aHotKeyTalksOnItsChannelAndTwoKeysAreTwoSources() {
        chord();
        keys.keyDown(F3, true);
        keys.keyUp(SPACE);
        keys.keyUp(F3);
        assertThat(actions.done())
                .containsExactly(
                        "press general by Ctrl+Space", "press ems-1 by Ctrl+F3", "release general", "release ems-1");
    }

    @Test
    void enterTalksOnTheFocusedCardOnly() {
        keys.keyDown(CONTROL, true);
        assertThat(keys.keyDown(ENTER, true)).isFalse();
        keys.keyUp(ENTER);
        focused = new ChannelId("rescue");
        assertThat(keys.keyDown(ENTER, true)).isTrue();
        assertThat(actions.done()).containsExactly("press rescue by Ctrl+Enter");
    }

    @Test
    void leasesAreRenewedWhileHeldOnly() {
        sources.renew();
        chord();
        sources.renew();
        keys.keyUp(SPACE);
        sources.renew();
        assertThat(actions.renewals()).isEqualTo(1);
    }
}
