package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.api.ApiResult;
import com.talkiego.dispatch.core.signing.Jws;
import com.talkiego.dispatch.core.signing.PublicKeys;
import com.talkiego.dispatch.core.signing.SignedDescription;
import com.talkiego.dispatch.core.wire.ApiMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the session descriptions that the backend made from those that somebody on the way made: by signatures, with keys that come
 * over HTTPS and not over the path they protect. Whether a backend signs is told there as well, so that nobody on the way can talk it
 * out of it. On {@code signalling} only.
 */
final class Descriptions {
    /** A fetch that was not answered for so long is begun anew. */
    private static final Duration FETCH = Duration.ofSeconds(12);

    private static final int MOST_WAITING = 64;
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(60);

    private final Actor actor;
    private final ApiPort api;
    private final List<String> own;
    private final Tally tally;
    private final List<Question> waiting = new ArrayList<>();
    private @Nullable PublicKeys keys;
    private boolean signsNothing;
    private Duration ahead = Duration.ZERO;
    private long generation;
    private boolean fetching;
    private long fetchNanos;

    /**
     * Something to be checked.
     *
     * @param session the session it was negotiated in
     * @param link the link's name on the SignalLayer
     * @param what the description in words: 'answer for the listen link'
     * @param then told if all is well
     * @param otherwise told a sentence if it is not
     */
    record Question(
            String session,
            String link,
            String what,
            String sdp,
            @Nullable String signature,
            Runnable then,
            Consumer<String> otherwise) {}

    /** @param own the fingerprints of this console's certificates */
    Descriptions(Actor actor, ApiPort api, List<String> own, Tally tally) {
        this.actor = actor;
        this.api = api;
        this.own = own.stream().map(SignedDescription::spelled).toList();
        this.tally = tally;
    }

    /** Somebody signed in: the keys will be needed. */
    void signedIn() {
        forget();
        fetch();
    }

    void forget() {
        generation++;
        fetching = false;
        keys = null;
        signsNothing = false;
        waiting.clear();
    }

    /** Checks a description, at once or after the keys were fetched; one of the two ends of the question is told. */
    void check(Question question) {
        PublicKeys known = keys;
        if (signsNothing) {
            question.then.run();
            return;
        }
        Jws jws = question.signature == null ? null : Jws.parse(question.signature);
        // A key that is not known yet may be a new one.
        if (known == null || (jws != null && !known.knows(jws.keyId()))) {
            if (waiting.size() < MOST_WAITING) {
                waiting.add(question);
            }
            fetch();
            return;
        }
        judge(question, jws, known);
    }

    private void fetch() {
        long now = actor.nanoTime();
        if (fetching && now - fetchNanos < FETCH.toNanos()) {
            return;
        }
        fetching = true;
        fetchNanos = now;
        long current = ++generation;
        api.keys()
                .thenAccept(result -> actor.post(() -> {
                    if (current == generation) {
                        fetched(result);
                    }
                }));
    }

    private void fetched(ApiResult<ApiMessage.Keys> result) {
        fetching = false;
        List<Question> questions = List.copyOf(waiting);
        waiting.clear();
        switch (result) {
            case ApiResult.Ok<ApiMessage.Keys>(ApiMessage.Keys found) -> {
                PublicKeys newest = PublicKeys.of(found.keys());
                keys = newest;
                ahead = Duration.between(actor.now(), found.at());
                questions.forEach(question ->
                        judge(question, question.signature == null ? null : Jws.parse(question.signature), newest));
            }
            case ApiResult.Failed<ApiMessage.Keys>(ApiProblem problem) -> {
                signsNothing = problem.kind() == ApiProblem.Kind.REFUSED;
                questions.forEach(question -> {
                    if (signsNothing) {
                        question.then.run();
                    } else {
                        question.otherwise.accept("The backend's " + question.what
                                + " cannot be checked: its keys could not be fetched. " + problem.sentence());
                    }
                });
            }
        }
    }

    private void judge(Question question, @Nullable Jws jws, PublicKeys with) {
        String fault = fault(question, jws, with);
        if (fault == null) {
            question.then.run();
            return;
        }
        tally.descriptionRefused();
        question.otherwise.accept("The backend's " + question.what + " is refused: " + fault
                + ". Somebody may be between this console and the media server: no sound was exchanged. Tell"
                + " whoever looks after the network.");
    }

    private @Nullable String fault(Question question, @Nullable Jws jws, PublicKeys with) {
        if (jws == null) {
            return "it is not signed";
        }
        SignedDescription statement = with.signed(jws) ? SignedDescription.read(jws) : null;
        if (statement == null) {
            return "its signature is not the backend's";
        }
        if (!statement.link().equals(question.link)
                || !statement.session().equals(question.session)
                || !statement.audience().containsAll(own)) {
            return "it was signed for another link or another console";
        }
        Instant backendTime = actor.now().plus(ahead);
        if (!statement.fresh(backendTime.minus(CLOCK_ERROR))) {
            return "its signature is too old";
        }
        List<String> shown = SignedDescription.fingerprints(question.sdp);
        return shown.isEmpty() || !statement.fingerprints().containsAll(shown)
                ? "its certificate is not the one the backend signed"
                : null;
    }
}
