package com.talkiego.dispatch.mock.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.talkiego.dispatch.core.model.ChannelId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScenarioReaderTest {

    @Test
    void reads_units_pauses_exchanges_and_copies() throws ScenarioException {
        Scenario scenario = ScenarioReader.read("s", """
                # words
                channel fire-1: Engine 7, Ladder 2 talk every 5 to 11 s
                Engine 7: On scene.
                Ladder 2: Copies.

                Ladder 2: All out.

                Engine 7 copies: Seven copies.
                at 40 s Ladder 2 raises an emergency
                """);

        Scenario.Conversation talk = scenario.conversations().getFirst();
        assertThat(talk.channel()).isEqualTo(new ChannelId("fire-1"));
        assertThat(talk.units()).containsExactly("Engine 7", "Ladder 2");
        assertThat(talk.maxGapSeconds()).isEqualTo(11);
        assertThat(talk.exchanges()).hasSize(2);
        assertThat(talk.exchanges().getFirst().lines()).hasSize(2);
        assertThat(talk.copies()).containsEntry("Engine 7", "Seven copies.");
        assertThat(scenario.emergencies()).containsExactly(new Scenario.EmergencyAt(40, "Ladder 2"));
    }

    @Test
    void names_the_line_of_a_fault() {
        assertThatThrownBy(() -> ScenarioReader.read("s", "# one\nchannel x: A talk every 5 to 11 s\nB: Hello."))
                .isInstanceOf(ScenarioException.class)
                .hasMessage("s, line 3: 'B' is not one of this channel's units");
    }

    @Test
    void says_which_scenarios_there_are() {
        assertThatThrownBy(() -> ScenarioReader.shipped("../etc/passwd"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("Choose quiet, busy, proof");
    }

    @Test
    void the_proof_scenario_gives_each_of_twelve_channels_a_tone_of_its_own() throws ScenarioException {
        Scenario proof = ScenarioReader.shipped("proof");

        Set<Double> tones = new HashSet<>();
        proof.tones().forEach(tone -> tones.add(tone.hertz()));
        assertThat(tones).hasSize(12);
        for (double one : tones) {
            for (double other : tones) {
                assertThat(one == other || Math.abs(other / one - Math.rint(other / one)) > 0.01)
                        .as("%s Hz is no harmonic of %s Hz", other, one)
                        .isTrue();
            }
        }
    }

    @Test
    void every_sentence_of_the_shipped_scenarios_has_its_clip() throws Exception {
        Speech speech = Speech.shipped();
        for (String name : new String[] {"quiet", "busy"}) {
            for (Scenario.Conversation talk : ScenarioReader.shipped(name).conversations()) {
                talk.exchanges()
                        .forEach(exchange -> exchange.lines()
                                .forEach(line -> assertThat(speech.clip(line.unit(), line.sentence()))
                                        .as(line.toString())
                                        .isNotNull()));
                talk.copies()
                        .forEach((unit, sentence) -> assertThat(speech.clip(unit, sentence))
                                .as(sentence)
                                .isNotNull());
            }
        }
    }
}
