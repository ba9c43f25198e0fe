package com.talkiego.dispatch.console.channels;

import org.jspecify.annotations.Nullable;

/**
 * Where cards stand in the grid: equal cells, row by row, on an 8 px rhythm.
 *
 * @param height of all rows with their gaps; more than the room means scrolling
 */
public record Arrangement(CardSize size, int columns, double cardWidth, double cardHeight, double height) {
    public static final double GAP = 8;

    /** The largest size with which all cards fit, or the smallest, scrolling. */
    public static Arrangement automatic(int cards, double width, double height) {
        for (CardSize size : CardSize.values()) {
            Arrangement fitting = fitting(size, cards, width, height);
            if (fitting != null) {
                return fitting;
            }
        }
        return scrolling(CardSize.SMALL, cards, width);
    }

    /** A wanted size, scrolling if need be. */
    public static Arrangement of(CardSize size, int cards, double width, double height) {
        Arrangement fitting = fitting(size, cards, width, height);
        return fitting != null ? fitting : scrolling(size, cards, width);
    }

    private static @Nullable Arrangement fitting(CardSize size, int cards, double width, double height) {
        Arrangement best = null;
        double bestScore = Double.MAX_VALUE;
        for (int columns = 1; columns <= mostColumns(size, width); columns++) {
            int rows = rows(cards, columns);
            double cardHeight = Math.floor(Math.min(size.mostHeight(), (height - GAP * (rows + 1)) / rows));
            if (cardHeight >= size.leastHeight()) {
                Arrangement candidate = cells(size, cards, columns, width, cardHeight);
                double shape = Math.abs(Math.log(candidate.cardWidth / cardHeight / size.shape()));
                double unused = (double) (rows * columns - cards) / cards;
                if (shape + unused < bestScore) {
                    bestScore = shape + unused;
                    best = candidate;
                }
            }
        }
        return best;
    }

    private static Arrangement scrolling(CardSize size, int cards, double width) {
        return cells(size, cards, mostColumns(size, width), width, size.leastHeight());
    }

    private static Arrangement cells(CardSize size, int cards, int columns, double width, double cardHeight) {
        double cardWidth = Math.floor(Math.min(size.mostWidth(), (width - GAP * (columns + 1)) / columns));
        return new Arrangement(size, columns, cardWidth, cardHeight, GAP + rows(cards, columns) * (cardHeight + GAP));
    }

    private static int mostColumns(CardSize size, double width) {
        return Math.max(1, (int) ((width - GAP) / (size.leastWidth() + GAP)));
    }

    private static int rows(int cards, int columns) {
        return Math.max(1, (cards + columns - 1) / columns);
    }
}
