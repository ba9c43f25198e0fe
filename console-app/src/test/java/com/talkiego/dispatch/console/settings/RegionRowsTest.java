package com.talkiego.dispatch.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.core.model.RegionView.Condition;
import com.talkiego.dispatch.core.model.RegionView.Region;
import org.junit.jupiter.api.Test;

class RegionRowsTest {
    @Test
    void saysHowFarAndHowWellARegionIs() {
        assertThat(RegionRows.words(new Region("eu", "Europe", Condition.HEALTHY, 12, 1, true), true))
                .isEqualTo("Europe, 12 ms \u00b1 1, here");
        assertThat(RegionRows.words(new Region("us", "America", Condition.DRAINING, 96, 4, true), false))
                .isEqualTo("America, 96 ms \u00b1 4, being emptied");
        assertThat(RegionRows.words(new Region("ap", "Asia", Condition.DOWN, -1, 0, false), false))
                .isEqualTo("Asia, not measured, down, not for your organisation");
    }
}
