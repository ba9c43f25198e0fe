package com.talkiego.dispatch.console.signin;

import com.talkiego.dispatch.console.look.Icon;
import com.talkiego.dispatch.console.ports.ConsoleActions;
import com.talkiego.dispatch.console.ports.SignInForm;
import com.talkiego.dispatch.core.model.Connection;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;

/** The page on which an operator signs in: what was typed last is filled in, and a refusal is said in place, in words. */
public final class SignInView extends StackPane {
    private static final double WIDTH = 400;

    private final TextField server = new TextField();
    private final TextField tenant = new TextField();
    private final TextField user = new TextField();
    private final PasswordField password = new PasswordField();
    private final TextField position = new TextField();
    private final CheckBox stay = new CheckBox("Stay signed in");
    private final Button signIn = new Button("Sign in");
    private final Button takeOver = new Button("Take the position over");
    private final Label outcome = new Label();
    private final Consumer<SignInForm> remember;

    /** @param remember takes each form that was sent, without its password */
    public SignInView(ConsoleActions actions, SignInForm last, Consumer<SignInForm> remember, boolean demo) {
        this.remember = remember;
        getStyleClass().add("sign-in-page");
        Label title = new Label("TalkieGo Dispatch", new Icon(MaterialDesignR.RADIO_TOWER));
        title.getStyleClass().add("sign-in-title");
        Label purpose = new Label(
                demo ? "DEMO: the bundled backend, no real radio traffic" : "Sign in to your dispatch position");
        purpose.getStyleClass().add(demo ? "demo-line" : "quiet");
        stay.getStyleClass().add("stay-signed-in");
        stay.setAccessibleText("Stay signed in: the next start needs no password");
        outcome.getStyleClass().add("sign-in-outcome");
        outcome.setWrapText(true);
        outcome.setMinHeight(USE_PREF_SIZE);
        outcome.managedProperty().bind(outcome.visibleProperty());
        outcome.setVisible(false);
        signIn.setDefaultButton(true);
        signIn.setMaxWidth(Double.MAX_VALUE);
        signIn.getStyleClass().add("sign-in-button");
        signIn.setOnAction(_ -> form(actions::signIn));
        takeOver.setMaxWidth(Double.MAX_VALUE);
        takeOver.getStyleClass().add("take-over-button");
        takeOver.setAccessibleText("Take the position over: whoever sits there is signed out");
        takeOver.setOnAction(_ -> form(actions::takeOver));
        takeOver.managedProperty().bind(takeOver.visibleProperty());
        takeOver.setVisible(false);
        VBox panel = new VBox(
                12,
                title,
                purpose,
                field("Server", server),
                field("Organisation", tenant),
                field("User", user),
                field("Password", password),
                field("Position", position),
                stay,
                outcome,
                takeOver,
                signIn);
        panel.getStyleClass().add("sign-in-panel");
        panel.setMaxSize(WIDTH, USE_PREF_SIZE);
        panel.setAlignment(Pos.TOP_LEFT);
        getChildren().add(panel);
        fill(last);
    }

    private static VBox field(String name, TextField field) {
        Label label = new Label(name);
        label.setLabelFor(field);
        field.setAccessibleText(name);
        return new VBox(4, label, field);
    }

    /** Fills the form in. */
    public void fill(SignInForm form) {
        server.setText(form.server());
        tenant.setText(form.tenant());
        user.setText(form.user());
        password.setText(form.password());
        position.setText(form.position());
        stay.setSelected(form.stay());
    }

    /** Puts the focus where something is to be typed first. */
    public void focusFirst() {
        for (TextField field : new TextField[] {server, tenant, user, password}) {
            if (field.getText().isEmpty()) {
                field.requestFocus();
                return;
            }
        }
        signIn.requestFocus();
    }

    private void form(Consumer<SignInForm> send) {
        for (TextField field : new TextField[] {server, tenant, user, password, position}) {
            if (field.getText().isBlank()) {
                say(field.getAccessibleText() + " is empty. Fill it in and sign in again.", true);
                field.requestFocus();
                return;
            }
        }
        SignInForm form = new SignInForm(
                server.getText().strip(),
                tenant.getText().strip(),
                user.getText().strip(),
                password.getText(),
                position.getText().strip(),
                stay.isSelected());
        remember.accept(form.withoutPassword());
        send.accept(form);
    }

    /** Follows the connection while nobody is signed in. */
    public void show(Connection connection) {
        boolean busy = connection instanceof Connection.SigningIn;
        for (Node field : new Node[] {server, tenant, user, password, position, stay, signIn, takeOver}) {
            field.setDisable(busy);
        }
        signIn.setText(busy ? "Signing in" : "Sign in");
        switch (connection) {
            case Connection.SigningIn(String step) -> say(step, false);
            case Connection.SignedOut(String reason, boolean positionTaken) -> {
                say(reason, true);
                takeOver.setVisible(positionTaken);
            }
            case Connection.Online _, Connection.Lost _ -> password.clear();
        }
    }

    private void say(String sentence, boolean trouble) {
        outcome.setVisible(!sentence.isEmpty());
        outcome.setText(sentence);
        outcome.setGraphic(trouble ? new Icon(MaterialDesignA.ALERT) : null);
        outcome.getStyleClass().setAll("label", "sign-in-outcome", trouble ? "trouble" : "progress");
    }
}
