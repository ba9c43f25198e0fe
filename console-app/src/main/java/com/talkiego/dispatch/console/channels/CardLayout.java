package com.talkiego.dispatch.console.channels;

import javafx.scene.Node;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** Where each part of a card stands, for the three sizes; whole pixels only, so that text and frames stay sharp. */
final class CardLayout {
    private static final double METER = 6;
    private static final double EDGE = 8;
    private static final double BUTTON = 40;
    private static final double PTT = 48;
    private static final double TALLEST_PTT = 80;

    private CardLayout() {}

    static void place(ChannelCard.Parts parts, CardSize size, double width, double height, CardLook look) {
        put(parts.meter(), 2, 2, METER, height - 4);
        put(parts.stripe(), METER + 2, 2, width - METER - 4, size == CardSize.LARGE ? 10 : 6);
        boolean halves = look.state() == CardState.PARTIAL;
        switch (size) {
            case LARGE -> large(parts, width, height, look.band() != CardLook.Band.NONE, halves);
            case MEDIUM -> medium(parts, width, height, halves);
            case SMALL -> small(parts, width, height, halves);
        }
    }

    private static void large(ChannelCard.Parts parts, double width, double height, boolean emergency, boolean halves) {
        double left = METER + 2;
        double top = 2;
        double inner = width - left - 2;
        double texts = emergency ? 34 + 36 + 64 : 36 + 80;
        double controls = Math.clamp(height - texts - EDGE - 6, PTT, TALLEST_PTT);
        double controlsTop = height - controls - EDGE;
        if (emergency) {
            put(parts.emergency(), left, top + 10, inner, 24);
            top += 34;
        }
        put(parts.press(), left, 2, inner, controlsTop - 6);
        nameRow(parts, left + 10, top, inner - 18, 36);
        double line = top + 36;
        double free = Math.max(0, controlsTop - line - 4);
        double lines = Math.min(free, 80);
        line += Math.floor((free - lines) / 2);
        double headline = Math.min(36, Math.floor(lines * 0.5));
        put(parts.mark(), left + 10, line, 22, headline);
        put(parts.headline(), left + 38, line, inner - 46, headline);
        double words = natural(parts.speakerWords());
        put(parts.detail(), left + 38, line + headline, inner - 48 - words, lines - headline);
        put(parts.speakerWords(), left + inner - 8 - words, line + headline, words, lines - headline);
        put(parts.band(), left, halves ? line + headline : top, inner, halves ? height - line - headline - 2 : 36);
        controlRow(parts, left, controlsTop, inner, controls);
    }

    private static void medium(ChannelCard.Parts parts, double width, double height, boolean halves) {
        double left = METER + 2;
        double inner = width - left - 2;
        double controlsTop = height - PTT - 6;
        put(parts.press(), left, 2, inner, controlsTop - 4);
        nameRow(parts, left + 6, 4, inner - 10, 24);
        boolean roomy = controlsTop - 28 >= 42;
        put(parts.mark(), left + 6, 28, 20, 26);
        put(parts.headline(), left + 30, 28, inner - 34, roomy ? 26 : controlsTop - 28);
        put(parts.detail(), left + 30, 54, inner - 34, roomy ? controlsTop - 56 : 0);
        double half = roomy ? 54 : controlsTop - 2;
        put(parts.band(), left, halves ? half : 2, inner, halves ? height - half - 2 : 26);
        put(parts.speakerWords(), 0, 0, 0, 0);
        put(parts.emergency(), 0, 0, 0, 0);
        controlRow(parts, left, controlsTop, inner, PTT);
    }

    private static void small(ChannelCard.Parts parts, double width, double height, boolean halves) {
        double left = METER + 2;
        double right = width - PTT - 4;
        double header = right - left - 4;
        put(parts.press(), left, 2, header, height - 4);
        nameRow(parts, left + 4, 3, header - 4, 22);
        put(parts.headline(), left + 4, 27, header - 2, 22);
        put(parts.mark(), left + 4, 50, 16, 20);
        put(parts.detail(), left + 24, 50, header - 24, 20);
        put(parts.band(), left, halves ? 49 : 2, header, halves ? height - 51 : 24);
        put(parts.speakerWords(), 0, 0, 0, 0);
        put(parts.emergency(), 0, 0, 0, 0);
        put(parts.ptt(), right, (height - Math.min(64, height - 12)) / 2, PTT, Math.min(64, height - 12));
        put(parts.mute(), 0, 0, 0, 0);
        put(parts.volume(), 0, 0, 0, 0);
    }

    private static void nameRow(ChannelCard.Parts parts, double left, double top, double width, double height) {
        double mark = parts.selectMark().isVisible() ? 24 : 0;
        put(parts.selectMark(), left - 2, top, 22, height);
        double right = left + width;
        for (Node badge : parts.badges()) {
            double wide = natural(badge);
            right -= wide == 0 ? 0 : wide + 4;
            put(badge, right + 4, top + (height - 20) / 2, wide, wide == 0 ? 0 : 20);
        }
        put(parts.name(), left + mark, top, Math.max(0, right - left - mark), height);
    }

    private static void controlRow(ChannelCard.Parts parts, double left, double top, double inner, double height) {
        double volume = left + inner - EDGE + 2 - BUTTON;
        double mute = volume - 4 - BUTTON;
        put(parts.ptt(), left + 6, top, mute - 6 - left - 6, height);
        put(parts.mute(), mute, top, BUTTON, height);
        put(parts.volume(), volume, top, BUTTON, height);
    }

    private static double natural(Node node) {
        return node.isVisible() ? Math.ceil(node.prefWidth(-1)) : 0;
    }

    private static void put(@Nullable Node node, double x, double y, double width, double height) {
        if (node instanceof Region region) {
            region.resizeRelocate(x, Math.rint(y), Math.max(0, width), Math.max(0, height));
        }
    }
}
