package com.talkiego.dispatch.console.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.talkiego.dispatch.console.RecordingActions;
import com.talkiego.dispatch.console.sample.Shift;
import com.talkiego.dispatch.core.model.ChannelId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SearchViewModelTest {
    private final RecordingActions actions = new RecordingActions();
    private final List<ChannelId> gone = new ArrayList<>();
    private final SearchViewModel model = new SearchViewModel(Shift.busy().state(), actions, gone::add, List.of());

    @Test
    void findsAChannelByTheStartsOfItsWords() {
        model.find("fi 2").getFirst().action().run();
        assertThat(actions.done()).containsExactly("select fire-2");
        assertThat(gone).containsExactly(new ChannelId("fire-2"));
    }

    @Test
    void findsAUnitWhereItTalks() {
        model.find("harbor pilot").getFirst().action().run();
        assertThat(gone).containsExactly(new ChannelId("harbor"));
        assertThat(actions.done()).isEmpty();
    }

    @Test
    void runsCommands() {
        model.find("all m").getFirst().action().run();
        assertThat(actions.done()).containsExactly("all mute true");
    }

    @Test
    void saysNothingForNonsense() {
        assertThat(model.find("zzz")).isEmpty();
    }
}
