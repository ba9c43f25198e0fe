package com.talkiego.dispatch.console.channels;

import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.console.ports.Meters;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.transmit.PttInput;
import com.talkiego.dispatch.core.model.ChannelId;
import com.talkiego.dispatch.core.model.ChannelState;
import com.talkiego.dispatch.core.model.ConsoleState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The cards of one page of channels, in equal cells; arrow keys move the focus between them. JavaFX thread. */
public final class ChannelGrid extends Region {
    /** Channels on one page. */
    public static final int PAGE = 64;

    private final ConsoleActions actions;
    private final PttInput input;
    private final Consumer<ChannelCard> openControls;
    private final Map<ChannelId, ChannelCard> cards = new LinkedHashMap<>();
    private List<ChannelId> order = List.of();
    private ScreenSettings.Cards wanted = ScreenSettings.Cards.AUTOMATIC;
    private Arrangement arrangement = new Arrangement(CardSize.LARGE, 1, 1, 1, 1);
    private double roomWidth;
    private double roomHeight;

    public ChannelGrid(ConsoleActions actions, PttInput input, Consumer<ChannelCard> openControls) {
        this.actions = actions;
        this.input = input;
        this.openControls = openControls;
        getStyleClass().add("channel-grid");
        addEventHandler(KeyEvent.KEY_PRESSED, this::arrow);
    }

    /** Shows the channels of one page, from 0. */
    public void show(ConsoleState state, int page, Instant now, ZoneId zone) {
        List<ChannelState> channels = page(state.channels(), page);
        List<ChannelId> ids =
                channels.stream().map(shown -> shown.channel().id()).toList();
        if (!ids.equals(order)) {
            order = ids;
            cards.keySet().retainAll(ids);
            for (ChannelState shown : channels) {
                cards.computeIfAbsent(
                        shown.channel().id(), id -> card(id, shown.channel().name()));
            }
            getChildren().setAll(ids.stream().map(cards::get).toList());
            arrange();
        }
        ChannelCardViewModel looks = new ChannelCardViewModel(state, now, zone);
        for (ChannelState shown : channels) {
            ChannelCard card = cards.get(shown.channel().id());
            if (card != null) {
                card.show(looks.look(shown));
            }
        }
    }

    private ChannelCard card(ChannelId id, String name) {
        return new ChannelCard(id, name, actions, input, openControls);
    }

    private static List<ChannelState> page(List<ChannelState> channels, int page) {
        int from = Math.clamp((long) page * PAGE, 0, channels.size());
        return channels.subList(from, Math.min(channels.size(), from + PAGE));
    }

    /** Sets which size is wanted. */
    public void cards(ScreenSettings.Cards size) {
        wanted = size;
        arrange();
    }

    /** Tells the visible room; the grid takes all of its width, and more height only if it must. */
    public void room(double width, double height) {
        roomWidth = width;
        roomHeight = height;
        arrange();
    }

    private void arrange() {
        if (roomWidth <= 0 || roomHeight <= 0) {
            return;
        }
        int count = Math.max(1, order.size());
        arrangement = switch (wanted) {
            case AUTOMATIC -> Arrangement.automatic(count, roomWidth, roomHeight);
            case LARGE -> Arrangement.of(CardSize.LARGE, count, roomWidth, roomHeight);
            case MEDIUM -> Arrangement.of(CardSize.MEDIUM, count, roomWidth, roomHeight);
            case SMALL -> Arrangement.of(CardSize.SMALL, count, roomWidth, roomHeight);
        };
        double height = Math.max(roomHeight, arrangement.height());
        setMinHeight(height);
        setPrefHeight(height);
        requestLayout();
    }

    /** How the cards stand now. */
    public Arrangement arrangement() {
        return arrangement;
    }

    /** The card that has the focus anywhere within, or null. */
    public @Nullable ChannelCard focused() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        for (@Nullable Node at = owner; at != null; at = at.getParent()) {
            if (at instanceof ChannelCard card) {
                return card;
            }
        }
        return null;
    }

    /** The card that has the focus, else the first of those selected; null if there is neither. */
    public @Nullable ChannelCard focusedOrSelected() {
        ChannelCard focused = focused();
        return focused != null
                ? focused
                : order.stream()
                        .map(cards::get)
                        .filter(card -> card != null
                                && card.look() != null
                                && card.look().selected())
                        .findFirst()
                        .orElse(null);
    }

    /** Moves the focus to the card of that channel, if it is shown. */
    public void focus(ChannelId channel) {
        ChannelCard card = order.contains(channel) ? cards.get(channel) : null;
        if (card != null) {
            card.focusHeader();
        }
    }

    /** Moves all meters; {@code seconds} since the last time. */
    public void meters(Meters meters, double seconds) {
        for (Node node : getChildren()) {
            if (node instanceof ChannelCard card) {
                card.meter(meters, seconds);
            }
        }
    }

    /** Sets how bright the bands of unanswered emergencies are now. */
    public void pulse(double brightness) {
        for (Node node : getChildren()) {
            if (node instanceof ChannelCard card) {
                card.pulse(brightness);
            }
        }
    }

    private void arrow(KeyEvent event) {
        ChannelCard from = focused();
        if (from == null || event.isControlDown() || event.isAltDown()) {
            return;
        }
        int step = switch (event.getCode()) {
            case KeyCode.LEFT -> -1;
            case KeyCode.RIGHT -> 1;
            case KeyCode.UP -> -arrangement.columns();
            case KeyCode.DOWN -> arrangement.columns();
            default -> 0;
        };
        int to = order.indexOf(from.channel()) + step;
        if (step != 0 && to >= 0 && to < order.size()) {
            focus(order.get(to));
        }
        if (step != 0) {
            event.consume();
        }
    }

    @Override
    protected void layoutChildren() {
        int index = 0;
        for (ChannelId id : order) {
            ChannelCard card = cards.get(id);
            if (card != null) {
                int row = index / arrangement.columns();
                int column = index % arrangement.columns();
                double x = Arrangement.GAP + column * (arrangement.cardWidth() + Arrangement.GAP);
                double y = Arrangement.GAP + row * (arrangement.cardHeight() + Arrangement.GAP);
                card.size(arrangement.size());
                card.resizeRelocate(x, y, arrangement.cardWidth(), arrangement.cardHeight());
            }
            index++;
        }
    }
}
