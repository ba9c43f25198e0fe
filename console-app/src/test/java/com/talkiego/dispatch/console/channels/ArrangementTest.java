package com.talkiego.dispatch.console.channels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrangementTest {
    /** The grid's room in a 1280x800 window: less the bars, and less the drawer. */
    private static final double HEIGHT = 672;

    @Test
    void twelveFitAtTheLargestSizeBesideTheDrawerEvenUnderAnAlert() {
        Arrangement twelve = Arrangement.automatic(12, 920, HEIGHT - 48);
        assertThat(twelve.size()).isEqualTo(CardSize.LARGE);
        assertThat(twelve.height()).isLessThanOrEqualTo(HEIGHT - 48);
    }

    @Test
    void sixtyFourFitAtTheSmallestSizeWithTheDrawerClosed() {
        Arrangement crowd = Arrangement.automatic(64, 1280, HEIGHT);
        assertThat(crowd.size()).isEqualTo(CardSize.SMALL);
        assertThat(crowd.columns()).isEqualTo(8);
        assertThat(crowd.height()).isLessThanOrEqualTo(HEIGHT);
    }

    @Test
    void sixtyFourFitBesideTheDrawerOnALargeScreen() {
        assertThat(Arrangement.automatic(64, 1560, 952).height()).isLessThanOrEqualTo(952);
    }

    @Test
    void whatDoesNotFitScrollsDownAndNeverSideways() {
        Arrangement much = Arrangement.automatic(64, 600, 400);
        assertThat(much.height()).isGreaterThan(400);
        assertThat(much.columns() * (much.cardWidth() + Arrangement.GAP) + Arrangement.GAP)
                .isLessThanOrEqualTo(600);
    }

    @Test
    void aWantedSizeIsKept() {
        assertThat(Arrangement.of(CardSize.LARGE, 64, 1280, HEIGHT).size()).isEqualTo(CardSize.LARGE);
    }

    @Test
    void theHeaderOfTheSmallestCardIsSixtyPercentOfItsWidth() {
        assertThat((CardSize.SMALL.leastWidth() - 48) / CardSize.SMALL.leastWidth())
                .isGreaterThanOrEqualTo(0.6);
    }
}
