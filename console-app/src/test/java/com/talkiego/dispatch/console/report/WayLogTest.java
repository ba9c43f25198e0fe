package com.talkiego.dispatch.console.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.console.sample.Sample;
import com.talkiego.dispatch.core.model.ChannelState.Path;
import com.talkiego.dispatch.core.model.ChannelState.PathKind;
import org.junit.jupiter.api.Test;

class WayLogTest {
    private final WayLog log = new WayLog();

    private void path(Path path) {
        log.learn(Sample.channels(1).path("Fire 1", path).state());
    }

    @Test
    void countsChangesOfTheWayAndNotOfItsFigures() {
        path(new Path.Joining());
        path(new Path.Up(PathKind.SFU));
        path(new Path.Up(PathKind.DIRECT, 10, 0, "2 members"));
        path(new Path.Up(PathKind.DIRECT, 20, 0, "2 members"));
        assertThat(log.changes()).isEqualTo(1);
        path(new Path.Down("The connection was lost"));
        assertThat(log.ways()).isEmpty();
        path(new Path.Up(PathKind.SFU, 0, 0, "the link from A to B failed"));
        assertThat(log.changes()).isEqualTo(2);
        assertThat(log.ways()).containsExactly(new Report.Way("fire-1", "sfu", "the link from A to B failed", 0, 0));
    }
}
