package com.talkiego.dispatch.console.channels;

import com.talkiego.dispatch.console.channels.CardLook.Band;
import com.talkiego.dispatch.console.channels.CardLook.Speaker;
import com.talkiego.dispatch.console.look.Icon;
import com.talkiego.dispatch.console.look.LevelMeter;
import com.talkiego.dispatch.console.look.PressArea;
import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.console.ports.Meters;
import com.talkiego.dispatch.console.transmit.PttButton;
import com.talkiego.dispatch.console.transmit.PttInput;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.PttTarget;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import org.kordamp.ikonli.materialdesign2.MaterialDesignT;
import org.kordamp.ikonli.materialdesign2.MaterialDesignV;

/**
 * One channel on the screen. Its header selects it, its PTT talks on it whatever is selected, its buttons mute it and open volume and
 * pan. A card is its own layout root: a change inside never lays out its neighbours. JavaFX thread.
 */
public final class ChannelCard extends Region {
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");
    private static final PseudoClass EMERGENCY = PseudoClass.getPseudoClass("emergency");
    private static final PseudoClass ACKNOWLEDGED = PseudoClass.getPseudoClass("acknowledged");
    private static final PseudoClass SILENT = PseudoClass.getPseudoClass("silent");
    private static final PseudoClass FLASH = PseudoClass.getPseudoClass("flash");
    private static final PseudoClass ROOMY = PseudoClass.getPseudoClass("roomy");
    private static final String EMERGENCY_WORD = "EMERGENCY";
    private static final double ROOMY_HEIGHT = 230;
    private static final Duration FLASH_TIME = Duration.millis(150);

    /** The pieces of a card, for its layout. */
    record Parts(
            Region meter,
            Region stripe,
            Region press,
            Region band,
            Region emergency,
            IconCell selectMark,
            Label name,
            List<Label> badges,
            IconCell mark,
            Label headline,
            Label detail,
            Label speakerWords,
            Region ptt,
            Region mute,
            Region volume) {}

    private final ChannelId channel;
    private final ConsoleActions actions;
    private final LevelMeter meter = new LevelMeter(Orientation.VERTICAL);
    private final Region stripe = styled(new Region(), "stripe");
    private final Region band = styled(new Region(), "band");
    private final Label emergency = styled(new Label(), "emergency-words");
    private final IconCell selectMark = new IconCell(MaterialDesignC.CIRCLE_OUTLINE, "select-mark");
    private final IconCell mark = new IconCell(MaterialDesignC.CLOCK_OUTLINE, "state-mark");
    private final Label name = styled(new Label(), "card-name");
    private final Label hotKey = styled(new Label(), "key-badge");
    private final Label missed = styled(new Label(), "missed-badge");
    private final Label path = styled(new Label(), "path-badge");
    private final Icon pathIcon = new Icon(MaterialDesignS.SIGNAL_CELLULAR_3);
    private final Label muted = styled(new Label(), "muted-badge");
    private final Label headline = styled(new Label(), "headline");
    private final Label detail = styled(new Label(), "detail");
    private final Label speakerWords = styled(new Label(), "speaker-words");
    private final Icon muteIcon = new Icon(MaterialDesignV.VOLUME_HIGH);
    private final Button mute = new Button("", muteIcon);
    private final Button volume = new Button("", new Icon(MaterialDesignT.TUNE_VERTICAL));
    private final PauseTransition flash = new PauseTransition(FLASH_TIME);
    private final PressArea press;
    private final PttButton ptt;
    private final Parts parts;
    private CardSize size = CardSize.LARGE;
    private @Nullable CardLook shown;

    /** @param openControls opens volume and pan beside this card */
    ChannelCard(
            ChannelId channel,
            String channelName,
            ConsoleActions actions,
            PttInput input,
            Consumer<ChannelCard> openControls) {
        this.channel = channel;
        this.actions = actions;
        press = new PressArea(AccessibleRole.TOGGLE_BUTTON, this::select);
        ptt = new PttButton("Push to talk on " + channelName);
        input.button(ptt, "mouse " + channel, () -> new PttTarget.OneChannel(channel));
        getStyleClass().add("channel-card");
        setManaged(false);
        mute.getStyleClass().add("card-button");
        mute.setOnAction(_ -> toggleMute());
        volume.getStyleClass().add("card-button");
        volume.setAccessibleText("Volume and pan of " + channelName);
        volume.setOnAction(_ -> openControls.accept(this));
        press.setAccessibleHelp("Enter selects, Shift+Enter adds to the selection, V opens volume and pan");
        press.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            openControls.accept(this);
            event.consume();
        });
        detail.setWrapText(true);
        flash.setOnFinished(_ -> pseudoClassStateChanged(FLASH, false));
        muted.setGraphic(new Icon(MaterialDesignV.VOLUME_OFF));
        parts = new Parts(
                meter,
                stripe,
                press,
                band,
                emergency,
                selectMark,
                name,
                List.of(hotKey, missed, muted, path),
                mark,
                headline,
                detail,
                speakerWords,
                ptt,
                mute,
                volume);
        for (Node node :
                List.of(stripe, band, emergency, name, hotKey, missed, path, muted, headline, detail, speakerWords)) {
            node.setMouseTransparent(true);
        }
        getChildren()
                .addAll(
                        band,
                        stripe,
                        emergency,
                        press,
                        meter,
                        selectMark,
                        name,
                        hotKey,
                        missed,
                        muted,
                        path,
                        mark,
                        headline,
                        detail,
                        speakerWords,
                        ptt,
                        mute,
                        volume);
    }

    private static <T extends Region> T styled(T node, String styleClass) {
        node.getStyleClass().add(styleClass);
        return node;
    }

    /** The channel it stands for, for good. */
    public ChannelId channel() {
        return channel;
    }

    /** What it shows now; null before the first look. */
    public @Nullable CardLook look() {
        return shown;
    }

    /** Puts the focus on its header. */
    public void focusHeader() {
        press.requestFocus();
    }

    private void select(boolean adding) {
        if (adding) {
            actions.toggleInSelection(channel);
        } else {
            actions.select(channel);
        }
        actions.attend(channel);
    }

    private void toggleMute() {
        CardLook look = shown;
        if (look != null) {
            actions.mute(channel, look.speaker() != Speaker.MUTED);
        }
    }

    /** Shows a look; costs nothing if it is the one shown. */
    void show(CardLook look) {
        CardLook before = shown;
        if (look.equals(before)) {
            return;
        }
        shown = look;
        if (before == null || before.state() != look.state()) {
            state(before == null ? null : before.state(), look.state());
        }
        pseudoClassStateChanged(SELECTED, look.selected());
        pseudoClassStateChanged(EMERGENCY, look.band() == Band.RAISED);
        pseudoClassStateChanged(ACKNOWLEDGED, look.band() == Band.ACKNOWLEDGED);
        pseudoClassStateChanged(SILENT, look.speaker() != Speaker.HEARD);
        selectMark.draw(look.selected() ? MaterialDesignC.CHECK_CIRCLE : MaterialDesignC.CIRCLE_OUTLINE);
        words(look);
        press.setAccessibleText(look.spoken());
        muteIcon.draw(look.speaker() == Speaker.HEARD ? MaterialDesignV.VOLUME_HIGH : MaterialDesignV.VOLUME_OFF);
        mute.setAccessibleText((look.speaker() == Speaker.MUTED ? "Unmute " : "Mute ") + look.name());
        ptt.setDisable(!look.canTalk());
        requestLayout();
    }

    private void state(@Nullable CardState before, CardState now) {
        if (before != null) {
            pseudoClassStateChanged(PseudoClass.getPseudoClass(before.styleName()), false);
        }
        pseudoClassStateChanged(PseudoClass.getPseudoClass(now.styleName()), true);
        boolean keyed = switch (now) {
            case REQUESTED, ON_AIR, PARTIAL, NOT_CONFIRMED, STILL_SENDING -> true;
            default -> false;
        };
        ptt.down(keyed);
        ptt.words(
                "PTT",
                keyed && now != CardState.REQUESTED ? MaterialDesignR.RECORD_CIRCLE : MaterialDesignM.MICROPHONE);
        boolean startsFlash = before != null && now == CardState.REFUSED;
        pseudoClassStateChanged(FLASH, startsFlash);
        if (startsFlash) {
            flash.playFromStart();
        }
    }

    private void words(CardLook look) {
        boolean alarm = look.band() == Band.RAISED;
        boolean own = ptt.getPseudoClassStates().contains(PseudoClass.getPseudoClass("down"));
        boolean replace = alarm && size != CardSize.LARGE && !own;
        boolean answered = look.band() == Band.ACKNOWLEDGED && size != CardSize.LARGE && !own;
        name.setText(look.name());
        headline.setText(replace ? EMERGENCY_WORD : look.headline());
        detail.setText(
                replace
                        ? look.emergencyWords()
                                .substring(EMERGENCY_WORD.length())
                                .strip()
                        : answered ? look.emergencyWords() : size == CardSize.SMALL ? look.brief() : look.detail());
        emergency.setText(look.emergencyWords());
        boolean large = size == CardSize.LARGE;
        show(emergency, large && look.band() != Band.NONE);
        show(stripe, look.band() != Band.NONE);
        badge(hotKey, look.hotKey(), size != CardSize.SMALL);
        badge(
                missed,
                look.missed() == 0 ? "" : size == CardSize.SMALL ? "" + look.missed() : look.missed() + " missed",
                true);
        path(look.way(), large);
        show(muted, size == CardSize.SMALL && look.speaker() != Speaker.HEARD);
        speakerWords.setText(look.speakerWords());
        show(
                speakerWords,
                large
                        && !own
                        && saysLittle(look.state())
                        && !look.speakerWords().isEmpty());
        mark.draw(replace ? MaterialDesignA.ALARM_LIGHT : CardMarks.of(look.state()));
        mark.setVisible(
                replace || look.state() != CardState.IDLE || !look.headline().isEmpty());
        selectMark.setVisible(size != CardSize.SMALL || look.selected());
    }

    /** The ordinary way has a mark only: the channel's name needs the room more. */
    private void path(Way way, boolean large) {
        badge(path, way.word(), large);
        pathIcon.draw(CardMarks.of(way));
        path.setGraphic(pathIcon);
        path.setText(way.straight() ? way.word() : "");
    }

    /** Whether the line beside the speaker's words can be short. */
    private static boolean saysLittle(CardState state) {
        return switch (state) {
            case IDLE, RECEIVING, BUSY_POSITION, JOINING -> true;
            default -> false;
        };
    }

    private static void badge(Label label, String text, boolean room) {
        label.setText(text);
        show(label, room && !text.isEmpty());
    }

    private static void show(Node node, boolean on) {
        node.setVisible(on);
    }

    /** Takes a place in the grid. */
    void size(CardSize wanted) {
        if (size != wanted || getStyleClass().size() < 2) {
            size = wanted;
            getStyleClass().setAll("channel-card", wanted.name().toLowerCase(java.util.Locale.ROOT));
            boolean small = wanted == CardSize.SMALL;
            mute.setVisible(!small);
            volume.setVisible(!small);
            ptt.iconOnly(small);
            CardLook look = shown;
            if (look != null) {
                words(look);
            }
            requestLayout();
        }
    }

    /** Moves the meter; {@code seconds} since the last time. */
    void meter(Meters meters, double seconds) {
        CardLook look = shown;
        if (look == null) {
            return;
        }
        float peak = -120;
        if (look.state() == CardState.ON_AIR || look.state() == CardState.PARTIAL) {
            peak = meters.microphonePeakDbfs();
        }
        for (int slot : look.meterSlots()) {
            peak = Math.max(peak, meters.slotPeakDbfs(slot));
        }
        meter.level(peak, seconds);
    }

    /** Sets how bright the band of an emergency nobody has answered is now. */
    void pulse(double brightness) {
        double wanted = shown != null && shown.band() == Band.RAISED ? brightness : 1;
        if (stripe.getOpacity() != wanted) {
            stripe.setOpacity(wanted);
        }
    }

    @Override
    protected void layoutChildren() {
        CardLook look = shown;
        if (look != null) {
            pseudoClassStateChanged(ROOMY, size == CardSize.LARGE && getHeight() >= ROOMY_HEIGHT);
            CardLayout.place(parts, size, getWidth(), getHeight(), look);
        }
    }
}
