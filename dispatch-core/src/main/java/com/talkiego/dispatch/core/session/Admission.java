package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.wire.ApiMessage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in, and what that person may have of the ApiLayer: once with name and password, later again without asking. On
 * {@code signalling} only.
 */
final class Admission {
    private final Asking asking;
    private @Nullable SignIn request;
    private ApiMessage.@Nullable Operator operator;
    private boolean signedInAgain;

    /** What comes of a request to come in again. */
    interface Outcome extends Asking.Entry {
        /** Name and password, right before, are not any more. */
        void shutOut(String sentence);
    }

    Admission(Asking asking) {
        this.asking = asking;
    }

    /**
     * The first time.
     *
     * @param wanted whether what comes of it still is; else nobody is told
     * @param known told once name and password are found right
     */
    void signIn(SignIn who, BooleanSupplier wanted, Runnable known, Asking.Entry entry) {
        Asking.Entry told = entry.during(wanted);
        request = who;
        asking.signIn(
                who,
                found -> {
                    if (wanted.getAsBoolean()) {
                        known.run();
                        operator = found;
                        asking.directory(told);
                    }
                },
                told::failed);
    }

    /**
     * Tokens and directory for another try. If the tokens are of no use any more, as with a restarted backend, whoever signed in is
     * signed in again, without being asked.
     *
     * @param wanted whether what comes of it still is; else nobody is told
     */
    void again(BooleanSupplier wanted, Outcome outcome) {
        Asking.Entry told = outcome.during(wanted);
        asking.token(new Asking.Entry() {
            @Override
            public void found(Asking.Directory directory) {
                told.found(directory);
            }

            @Override
            public void regions(Asking.Places known) {
                told.regions(known);
            }

            @Override
            public void failed(ApiProblem problem) {
                refused(problem, wanted, outcome);
            }
        });
    }

    private void refused(ApiProblem problem, BooleanSupplier wanted, Outcome outcome) {
        Asking.Entry told = outcome.during(wanted);
        SignIn who = request;
        if (problem.kind() != ApiProblem.Kind.NOT_SIGNED_IN || who == null || signedInAgain) {
            signedInAgain = false;
            told.failed(problem);
            return;
        }
        signedInAgain = true;
        asking.signIn(who, renewed -> again(wanted, outcome), refusal -> {
            if (refusal.kind() != ApiProblem.Kind.NOT_SIGNED_IN) {
                told.failed(refusal);
            } else if (wanted.getAsBoolean()) {
                outcome.shutOut(refusal.sentence());
            }
        });
    }

    /** What was given was of use. */
    void accepted() {
        signedInAgain = false;
        SignIn who = request;
        request = who == null ? null : who.again();
    }

    /** Whether the position is to be taken over from whoever sits there: at the first welcome only. */
    boolean takeOver() {
        SignIn who = request;
        return who != null && who.takeOver();
    }

    /** Signs another operator in beside the one there is. */
    void signInBeside(SignIn who, Consumer<ApiPort.Candidate> then, Consumer<ApiProblem> otherwise) {
        asking.signInBeside(who, then, otherwise);
    }

    /** Another operator is the one that is signed in, and the one to sign in again. */
    void operatorIs(ApiMessage.Operator now, SignIn who) {
        operator = now;
        request = who.again();
    }

    /** The operator is done: the sign-in is ended at the backend too. */
    void signOut() {
        asking.signOut();
        forget();
    }

    /** This desk is done with the sign-in, which may be kept for its next start. */
    void letGo() {
        asking.letGo();
        forget();
    }

    private void forget() {
        request = null;
        operator = null;
    }

    /** Null while nobody is signed in. */
    ApiMessage.@Nullable Operator operator() {
        return operator;
    }
}
