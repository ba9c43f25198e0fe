package com.talkiego.dispatch.console.signin;

import com.talkiego.dispatch.console.look.Icon;
import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.core.model.ConsoleState;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;

/**
 * The panel by which another operator sits down while the desk goes on: name, password, Enter. A refusal is said in place and keeps
 * what was typed; once it worked the panel closes. Not modal: whoever sits there can hear and talk meanwhile. JavaFX thread.
 */
public final class ChangeOperatorPanel extends VBox {
    private static final double WIDTH = 340;

    private final TextField user = new TextField();
    private final PasswordField password = new PasswordField();
    private final Button change = new Button("Change operator");
    private final Label outcome = new Label();
    private final ConsoleActions actions;
    private final Runnable close;
    private final int doneBefore;
    private boolean sent;

    /** @param close closes the panel, once another operator sits there */
    public ChangeOperatorPanel(ConsoleState.Operator now, ConsoleActions actions, Runnable close) {
        super(12);
        this.actions = actions;
        this.close = close;
        this.doneBefore = now.change().done();
        getStyleClass().add("change-operator-panel");
        setPrefWidth(WIDTH);
        Label title = new Label("Change operator");
        title.getStyleClass().add("panel-title");
        Label present = new Label(now.name() + " sits at " + now.position() + ". Audio and selection go on.");
        present.getStyleClass().add("quiet");
        present.setWrapText(true);
        outcome.setWrapText(true);
        outcome.setMinHeight(USE_PREF_SIZE);
        outcome.managedProperty().bind(outcome.visibleProperty());
        outcome.setVisible(false);
        change.setMaxWidth(Double.MAX_VALUE);
        change.getStyleClass().add("sign-in-button");
        change.setOnAction(_ -> send());
        user.setOnAction(_ -> password.requestFocus());
        password.setOnAction(_ -> send());
        getChildren().addAll(title, present, field("New operator", user), field("Password", password), outcome, change);
    }

    private static VBox field(String name, TextField field) {
        Label label = new Label(name);
        label.setLabelFor(field);
        field.setAccessibleText(name);
        return new VBox(4, label, field);
    }

    /** Puts the focus where one types. */
    public void focusFirst() {
        user.requestFocus();
    }

    private void send() {
        for (TextField field : new TextField[] {user, password}) {
            if (field.getText().isBlank()) {
                say(field.getAccessibleText() + " is empty. Fill it in and try again.", true);
                field.requestFocus();
                return;
            }
        }
        sent = true;
        actions.changeOperator(user.getText().strip(), password.getText());
    }

    /** Follows the change. */
    public void show(ConsoleState.OperatorChange news) {
        if (news.done() > doneBefore) {
            close.run();
            return;
        }
        user.setDisable(news.busy());
        password.setDisable(news.busy());
        change.setDisable(news.busy());
        if (news.busy()) {
            say("Signing the new operator in", false);
        } else if (sent && !news.refusal().isEmpty()) {
            say(news.refusal(), true);
        }
    }

    private void say(String sentence, boolean trouble) {
        outcome.setVisible(true);
        outcome.setText(sentence);
        outcome.setGraphic(trouble ? new Icon(MaterialDesignA.ALERT) : null);
        outcome.getStyleClass().setAll("label", "sign-in-outcome", trouble ? "trouble" : "progress");
    }
}
