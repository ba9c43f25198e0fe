package com.talkiego.dispatch.console.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.javafx.stage.WindowHelper;
import com.talkiego.dispatch.console.RecordingActions;
import com.talkiego.dispatch.console.Screen;
import com.talkiego.dispatch.console.ports.ScreenSettings;
import com.talkiego.dispatch.console.ports.SignInForm;
import com.talkiego.dispatch.console.sample.Sample;
import com.talkiego.dispatch.console.sample.Shift;
import com.talkiego.dispatch.core.model.Connection;
import com.talkiego.dispatch.core.model.ConsoleState;
import com.talkiego.dispatch.core.model.EmergencyState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The main flows in a real window on the headless screen, by robot. */
class WindowTest {
    private final RecordingActions actions = new RecordingActions();
    private final FxRobot robot = new FxRobot();
    private OpenWindow open;

    WindowTest() throws Exception {
        open = OpenWindow.of(actions, ScreenSettings.standard());
    }

    @BeforeEach
    void twelveChannels() throws Exception {
        show(Shift.busy());
    }

    @AfterEach
    void close() {
        robot.release(new KeyCode[0]);
        robot.release(new MouseButton[0]);
        open.close();
    }

    private void show(Sample sample) throws Exception {
        ConsoleState state = sample.state();
        Screen.run(() -> open.window().show(state));
        WaitForAsyncUtils.waitForFxEvents();
    }

    /** The node of that accessible name. */
    private Node named(String name) {
        return all().stream()
                .filter(node -> node.isVisible() && name.equals(node.getAccessibleText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No control is named " + name));
    }

    private Node starting(String name) {
        return all().stream()
                .filter(node -> node.getAccessibleText() != null
                        && node.getAccessibleText().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No control's name starts with " + name));
    }

    private List<Node> all() {
        List<Node> nodes = new ArrayList<>();
        collect(open.window().scene().getRoot(), nodes);
        return nodes;
    }

    private static void collect(Node node, List<Node> into) {
        into.add(node);
        if (node instanceof Parent parent && parent.isVisible()) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
        }
    }

    @Test
    void signsInWithWhatWasTyped() throws Exception {
        show(Sample.channels(0).connection(new Connection.SignedOut("")));
        Screen.run(() -> open.window()
                .fillSignIn(new SignInForm("https://localhost:1", "demo", "dispatcher", "", "Position 1")));
        robot.clickOn(named("Password")).write("demo").type(KeyCode.ENTER);
        assertThat(actions.done()).containsExactly("sign in dispatcher demo");
    }

    @Test
    void evenedTalkersAreSwitchedOffByKeyboard() throws Exception {
        show(Sample.channels(3));
        robot.clickOn(named("Master volumes"));
        Node even = named("Even out talkers");
        Screen.run(even::requestFocus);
        robot.type(KeyCode.SPACE);
        assertThat(actions.done()).containsExactly("even false");
    }

    @Test
    void stayingSignedInIsChosenByKeyboardAndOffUnlessItIs() throws Exception {
        show(Sample.channels(0).connection(new Connection.SignedOut("")));
        Screen.run(() -> open.window()
                .fillSignIn(new SignInForm("https://localhost:1", "demo", "dispatcher", "demo", "Position 1")));
        CheckBox stay = (CheckBox) named("Stay signed in: the next start needs no password");
        assertThat(stay.isSelected()).isFalse();
        robot.clickOn(named("Position")).type(KeyCode.TAB);
        assertThat(stay.isFocused()).isTrue();
        robot.type(KeyCode.SPACE);
        assertThat(stay.isSelected()).isTrue();
        robot.type(KeyCode.TAB).type(KeyCode.SPACE);
        assertThat(actions.done()).containsExactly("sign in dispatcher demo to stay");
    }

    @Test
    void aTakenPositionCanBeTakenOverByAButtonThatIsThereOnlyThen() throws Exception {
        show(Sample.channels(0).connection(new Connection.SignedOut("")));
        assertThat(robot.lookup("Take the position over").queryAllAs(Node.class))
                .noneMatch(Node::isVisible);
        show(Sample.channels(0)
                .connection(new Connection.SignedOut(
                        "Position 1 is in use by Kim since 06:00:00 UTC. Sign off there first, or take the position"
                                + " over.",
                        true)));
        Screen.run(() -> open.window()
                .fillSignIn(new SignInForm("https://localhost:1", "demo", "dispatcher", "demo", "Position 1")));
        WaitForAsyncUtils.waitForFxEvents();
        robot.clickOn("Take the position over");
        assertThat(actions.done()).containsExactly("take over Position 1 as dispatcher");
    }

    @Test
    void anotherOperatorSitsDownByKeyboardAlone() throws Exception {
        robot.press(KeyCode.CONTROL, KeyCode.O).release(KeyCode.O, KeyCode.CONTROL);
        robot.write("kim").type(KeyCode.ENTER);
        robot.write("secret").type(KeyCode.ENTER);
        assertThat(actions.done()).containsExactly("operator kim secret");
        operator(new ConsoleState.OperatorChange(false, "Tenant, user or password is wrong.", 0));
        assertThat(robot.lookup("Tenant, user or password is wrong.").tryQuery())
                .isPresent();
        operator(new ConsoleState.OperatorChange(false, "", 1));
        assertThat(robot.lookup("New operator").tryQuery()).isEmpty();
    }

    private void operator(ConsoleState.OperatorChange change) throws Exception {
        ConsoleState state = Shift.busy().state();
        Screen.run(() -> open.window()
                .show(new ConsoleState(
                        state.revision() + 1 + change.done(),
                        state.connection(),
                        new ConsoleState.Operator("u1", "Dispatcher 1", "demo", "dispatcher", "Position 1", change),
                        state.serverClockOffsetMillis(),
                        state.channels(),
                        state.transmissions(),
                        state.emergencies(),
                        state.alarms(),
                        state.events(),
                        state.listening(),
                        state.regions())));
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void anEmptyFieldIsNamedAndNothingIsSent() throws Exception {
        show(Sample.channels(0).connection(new Connection.SignedOut("")));
        robot.clickOn("Sign in");
        assertThat(actions.done()).isEmpty();
        assertThat(robot.lookup("Server is empty. Fill it in and sign in again.")
                        .tryQuery())
                .isPresent();
    }

    @Test
    void selectsByHeaderAndAddsWithControl() throws Exception {
        robot.clickOn(starting("Rescue, "));
        controlClick(starting("Harbor, "));
        robot.type(KeyCode.F5);
        assertThat(actions.done()).containsExactly("select rescue", "toggle harbor", "select police-1");
    }

    /** The headless screen's robot tells no modifiers with the mouse. */
    private void controlClick(Node node) throws Exception {
        Screen.run(() -> {
            for (EventType<MouseEvent> type : List.of(MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_CLICKED)) {
                Event.fireEvent(
                        node,
                        new MouseEvent(
                                type,
                                5,
                                5,
                                5,
                                5,
                                MouseButton.PRIMARY,
                                1,
                                false,
                                true,
                                false,
                                false,
                                true,
                                false,
                                false,
                                false,
                                false,
                                true,
                                null));
            }
        });
    }

    @Test
    void talksWhileTheButtonIsHeldAndIsReleasedOutside() {
        robot.moveTo(starting("General push to talk")).press(MouseButton.PRIMARY);
        assertThat(actions.done()).containsExactly("press general by mouse");
        await().until(() -> actions.renewals() > 2);
        robot.moveTo(starting("Rescue, ")).release(MouseButton.PRIMARY);
        assertThat(actions.done()).containsExactly("press general by mouse", "release general");
    }

    @Test
    void aCardsPttTalksThereWithoutSelecting() {
        robot.moveTo(named("Push to talk on Rescue")).press(MouseButton.PRIMARY).release(MouseButton.PRIMARY);
        assertThat(actions.done()).containsExactly("press rescue by mouse", "release rescue");
    }

    @Test
    void talksWhileControlAndSpaceAreHeld() {
        robot.press(KeyCode.CONTROL, KeyCode.SPACE);
        assertThat(actions.done()).containsExactly("press general by Ctrl+Space");
        robot.release(KeyCode.SPACE, KeyCode.CONTROL);
        assertThat(actions.done()).containsExactly("press general by Ctrl+Space", "release general");
    }

    @Test
    void worksInATextFieldAndTypesNothing() {
        robot.clickOn(named("Find in events"));
        robot.press(KeyCode.CONTROL, KeyCode.SPACE).release(KeyCode.SPACE, KeyCode.CONTROL);
        robot.type(KeyCode.M);
        assertThat(actions.done()).containsExactly("press general by Ctrl+Space", "release general");
    }

    @Test
    void theLossOfTheFocusReleases() throws Exception {
        robot.press(KeyCode.CONTROL, KeyCode.SPACE);
        Screen.run(() -> WindowHelper.setFocused(open.stage(), false));
        assertThat(actions.done()).containsExactly("press general by Ctrl+Space", "release general");
        Screen.run(() -> WindowHelper.setFocused(open.stage(), true));
        robot.press(KeyCode.SPACE).release(KeyCode.SPACE, KeyCode.CONTROL);
        assertThat(actions.done()).hasSize(2);
    }

    @Test
    void theLossOfTheFocusReleasesTheMouseToo() throws Exception {
        robot.moveTo(starting("General push to talk")).press(MouseButton.PRIMARY);
        Screen.run(() -> WindowHelper.setFocused(open.stage(), false));
        assertThat(actions.done()).containsExactly("press general by mouse", "release general");
    }

    @Test
    void aHiddenWindowReleases() throws Exception {
        robot.moveTo(starting("General push to talk")).press(MouseButton.PRIMARY);
        Screen.run(() -> open.stage().hide());
        await().untilAsserted(() -> assertThat(actions.done()).endsWith("release general"));
    }

    @Test
    void anIconifiedWindowReleases() throws Exception {
        robot.press(KeyCode.CONTROL, KeyCode.SPACE);
        Screen.run(() -> open.stage().setIconified(true));
        await().untilAsserted(() -> assertThat(actions.done()).endsWith("release general"));
        robot.release(KeyCode.SPACE, KeyCode.CONTROL);
    }

    @Test
    void aContextMenuReleases() {
        robot.moveTo(starting("General push to talk")).press(MouseButton.PRIMARY);
        robot.press(MouseButton.SECONDARY).release(MouseButton.SECONDARY);
        robot.release(MouseButton.PRIMARY);
        assertThat(actions.done()).containsExactly("press general by mouse", "release general");
    }

    @Test
    void escapeReleases() {
        robot.press(KeyCode.CONTROL, KeyCode.SPACE);
        robot.type(KeyCode.ESCAPE);
        assertThat(actions.done()).containsExactly("press general by Ctrl+Space", "release general");
        robot.release(KeyCode.SPACE, KeyCode.CONTROL);
    }

    @Test
    void aChannelThatLosesItsPathWhileHeldIsReleased() throws Exception {
        robot.moveTo(named("Push to talk on Rescue")).press(MouseButton.PRIMARY);
        show(Shift.busy().allDown("Gone"));
        assertThat(actions.done()).containsExactly("press rescue by mouse", "release rescue");
        robot.release(MouseButton.PRIMARY);
    }

    @Test
    void aSignOutReleases() throws Exception {
        robot.press(KeyCode.CONTROL, KeyCode.SPACE);
        show(Sample.channels(0).connection(new Connection.SignedOut("")));
        assertThat(actions.done()).containsExactly("press general by Ctrl+Space", "release general");
        robot.release(KeyCode.SPACE, KeyCode.CONTROL);
    }

    @Test
    void mutesOneSelectedAndAll() {
        robot.clickOn(named("Mute Rescue"));
        robot.type(KeyCode.M);
        robot.press(KeyCode.SHIFT).type(KeyCode.M).release(KeyCode.SHIFT);
        assertThat(actions.done()).containsExactly("mute rescue", "mute fire-1", "mute ems-2", "all mute true");
    }

    @Test
    void theWheelNeverTurnsAChannelDown() {
        robot.clickOn(named("Volume and pan of Rescue"));
        robot.moveTo(named("Volume of Rescue")).scroll(5);
        assertThat(actions.done()).isEmpty();
        robot.type(KeyCode.ESCAPE);
        assertThat(all()).noneMatch(node -> "Volume of Rescue".equals(node.getAccessibleText()));
    }

    @Test
    void anEmergencyIsAcknowledgedAndCleared() throws Exception {
        show(Shift.busy().emergency("Rescue", "Rescue 4", EmergencyState.RAISED));
        robot.clickOn(named("Acknowledge the emergency of Rescue 4 on Rescue"));
        show(Shift.busy().emergency("Rescue", "Rescue 4", EmergencyState.ACKNOWLEDGED));
        robot.clickOn(named("Clear as a false alarm: Rescue 4 on Rescue"));
        assertThat(actions.done()).containsExactly("acknowledge e0", "clear e0 false");
    }

    @Test
    void searchSelectsAChannel() {
        robot.press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        robot.write("harb").type(KeyCode.ENTER);
        assertThat(actions.done()).containsExactly("select harbor");
    }

    @Test
    void theKeyboardReachesEveryControl() throws Exception {
        show(Shift.busy().emergency("Rescue", "Rescue 4", EmergencyState.RAISED));
        Set<Node> wanted = new HashSet<>();
        for (Node node : all()) {
            if (node.isFocusTraversable() && !node.isDisabled() && node.isVisible()) {
                wanted.add(node);
            }
        }
        Set<Node> reached = new HashSet<>();
        for (int step = 0; step < wanted.size() + 5; step++) {
            robot.type(KeyCode.TAB);
            reached.add(open.window().scene().getFocusOwner());
        }
        assertThat(reached).containsAll(wanted);
    }

    @Test
    void everyControlHasANameForScreenReaders() throws Exception {
        show(Shift.busy().emergency("Rescue", "Rescue 4", EmergencyState.RAISED));
        named();
        Screen.run(() -> open.window().settings());
        named();
        Screen.run(() -> open.window().volume());
        named();
        show(Sample.channels(0).connection(new Connection.SignedOut("")));
        named();
    }

    private void named() {
        WaitForAsyncUtils.waitForFxEvents();
        for (Node node : all()) {
            if (node.isFocusTraversable()) {
                String text = node instanceof Labeled labeled ? labeled.getText() : "";
                String name = node.getAccessibleText() == null ? text : node.getAccessibleText();
                assertThat(name).as("name of %s", node).isNotBlank();
            }
        }
    }

    @Test
    void aLaterStateReplacesOneThatWasNotShownYet() throws Exception {
        List<Long> shown = new ArrayList<>();
        FxBridge bridge = new FxBridge(state -> shown.add(state.revision()));
        Screen.run(() -> {
            bridge.accept(Sample.channels(1).revision(1).state());
            bridge.accept(Sample.channels(1).revision(2).state());
        });
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(shown).containsExactly(2L);
    }
}
