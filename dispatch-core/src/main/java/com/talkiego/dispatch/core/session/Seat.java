package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.mix.Bus;
import com.talkiego.dispatch.core.mix.Cue;
import com.talkiego.dispatch.core.model.ConsoleEvent;
import com.talkiego.dispatch.core.model.ConsoleState.OperatorChange;
import com.talkiego.dispatch.core.wire.ClientMessage;
import com.talkiego.dispatch.core.wire.ServerMessage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who sits at this desk: another operator may sit down in the middle of a session, and another desk may take its position over. On
 * {@code signalling} only.
 */
final class Seat {
    private static final int SINCE_VERSION = 3;
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final SessionSettings settings;
    private final Connecting connecting;
    private final Conversation conversation;
    private final Attempt attempt;
    private final Events events;
    private final AudioPort audio;
    private final Surroundings around;
    private OperatorChange change = OperatorChange.NONE;
    private @Nullable SignIn wanted;
    private ApiPort.@Nullable Candidate candidate;
    private long ref = -1;

    /** What it needs to know, and to have done. */
    interface Surroundings {
        /** Whether an over of this desk is in progress. */
        boolean transmitting();

        /** The position belongs to another desk now: everything ends here. */
        void takenOver(String sentence);

        void changed();
    }

    Seat(
            Actor actor,
            SessionSettings settings,
            Connecting connecting,
            Events events,
            AudioPort audio,
            Surroundings around) {
        this.settings = settings;
        this.connecting = connecting;
        this.conversation = connecting.paths();
        this.attempt = new Attempt(actor);
        this.events = events;
        this.audio = audio;
        this.around = around;
    }

    /** How the last change of operator stands. */
    OperatorChange change() {
        return change;
    }

    /** Lets another operator sit down; what comes of it is {@link #change}. */
    void change(SignIn who) {
        if (change.busy()) {
            return;
        }
        String obstacle = obstacle();
        if (!obstacle.isEmpty()) {
            refuse(obstacle);
            return;
        }
        wanted = who;
        attempt.begin();
        show(new OperatorChange(true, "", change.done()));
        attempt.after(LONGEST, () -> giveUp("The backend took too long to answer. Try again."));
        connecting
                .admission()
                .signInBeside(
                        who,
                        attempt.ifCurrent(this::ask),
                        attempt.ifCurrent((ApiProblem problem) -> giveUp(problem.sentence())));
    }

    private String obstacle() {
        if (!connecting.standing().isUp()) {
            return "There is no path to the backend. Change the operator once it is back.";
        }
        if (conversation.protocol() < SINCE_VERSION) {
            return "This backend is too old to change the operator while signed in. Sign out and in again.";
        }
        return around.transmitting()
                ? "An over of this desk is in progress. Change the operator once it has ended."
                : "";
    }

    private void ask(ApiPort.Candidate found) {
        candidate = found;
        ref = conversation.nextRef();
        String obstacle = obstacle();
        if (!obstacle.isEmpty()) {
            giveUp(obstacle);
        } else if (!conversation.say(new ClientMessage.OperatorChange(ref, found.signalToken()))) {
            giveUp("There is no path to the backend. Change the operator once it is back.");
        }
    }

    /** Whether that failed request was the change of operator. */
    boolean failed(ServerMessage.Failed failure) {
        if (failure.ref() != ref || candidate == null) {
            return false;
        }
        giveUp(Words.sentence(failure.text()));
        return true;
    }

    /** The path is lost: a change that was not confirmed is none. */
    void lost() {
        if (change.busy()) {
            giveUp("The path to the backend was lost. Change the operator once it is back.");
        }
    }

    void changed(ServerMessage.PositionChanged news) {
        boolean own = news.position().equals(settings.position());
        String operator = news.operator() == null ? "nobody" : news.operator();
        switch (news.state()) {
            case ServerMessage.PositionChanged.TAKEN_OVER -> {
                String sentence = news.position() + " was taken over by " + operator;
                events.add(ConsoleEvent.Kind.CONNECTION, null, sentence, news.at());
                if (own) {
                    audio.cue(Cue.PATH_LOST, Bus.SELECT);
                    around.takenOver(sentence + ". This desk is signed out: you hear nothing here any more.");
                }
            }
            case ServerMessage.PositionChanged.OPERATOR_CHANGED -> {
                events.add(
                        ConsoleEvent.Kind.CONNECTION,
                        null,
                        "Operator of " + news.position() + " is now " + operator,
                        news.at());
                if (own) {
                    accept();
                }
            }
            default -> {}
        }
        around.changed();
    }

    private void accept() {
        ApiPort.Candidate who = candidate;
        SignIn request = wanted;
        if (who != null && request != null) {
            forget();
            who.accept();
            connecting.admission().operatorIs(who.operator(), request);
            show(new OperatorChange(false, "", change.done() + 1));
        }
    }

    private void giveUp(String sentence) {
        ApiPort.Candidate who = candidate;
        forget();
        if (who != null) {
            who.reject();
        }
        refuse(sentence);
    }

    private void forget() {
        attempt.end();
        candidate = null;
        wanted = null;
        ref = -1;
    }

    private void refuse(String sentence) {
        show(new OperatorChange(false, sentence, change.done()));
    }

    private void show(OperatorChange now) {
        change = now;
        around.changed();
    }
}
