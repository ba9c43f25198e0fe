package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.wire.ApiMessage;
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
    interface Outcome {
        void admitted(Asking.Directory found);

        /** See {@link Asking.Entry#regions}. */
        void regions(Asking.Places known);

        /** Another try may help. */
        void failed(ApiProblem problem);

        /** Name and password, right before, are not any more. */
        void shutOut(String sentence);
    }

    Admission(Asking asking) {
        this.asking = asking;
    }

    /** The first time; {@code known} is told between the two steps, and says whether the second is still wanted. */
    void signIn(SignIn who, Wanted known, Asking.Entry entry) {
        request = who;
        asking.signIn(
                who,
                found -> {
                    if (known.signedIn()) {
                        operator = found;
                        asking.directory(entry);
                    }
                },
                entry::failed);
    }

    /** Told that name and password are right. */
    interface Wanted {
        boolean signedIn();
    }

    /**
     * Tokens and directory for another try. If the tokens are of no use any more, as with a restarted backend, whoever signed in is
     * signed in again, without being asked.
     */
    void again(Outcome outcome) {
        asking.token(new Asking.Entry() {
            @Override
            public void found(Asking.Directory directory) {
                outcome.admitted(directory);
            }

            @Override
            public void regions(Asking.Places known) {
                outcome.regions(known);
            }

            @Override
            public void failed(ApiProblem problem) {
                refused(problem, outcome);
            }
        });
    }

    private void refused(ApiProblem problem, Outcome outcome) {
        SignIn who = request;
        if (problem.kind() != ApiProblem.Kind.NOT_SIGNED_IN || who == null || signedInAgain) {
            signedInAgain = false;
            outcome.failed(problem);
            return;
        }
        signedInAgain = true;
        asking.signIn(who, renewed -> again(outcome), refusal -> {
            if (refusal.kind() == ApiProblem.Kind.NOT_SIGNED_IN) {
                outcome.shutOut(refusal.sentence());
            } else {
                outcome.failed(refusal);
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
