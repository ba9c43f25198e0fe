package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.api.ApiPort;
import com.talkiego.dispatch.core.api.ApiProblem;
import com.talkiego.dispatch.core.api.ApiResult;
import com.talkiego.dispatch.core.api.Nearness;
import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.wire.ApiMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The questions a session has for the ApiLayer; answers come on {@code signalling}. */
final class Asking {
    private final Actor actor;
    private final ApiPort api;
    private final SessionSettings settings;
    private final List<String> fingerprints;

    /** The regions, and where the tenant must stay; null for anywhere. */
    record Places(List<ApiMessage.Region> regions, ApiMessage.@Nullable Residency residency) {}

    /** What is needed to open a socket and the media links; {@code channels} is empty where only a token was asked for, {@code relays} null where they could not be had. */
    record Directory(List<Channel> channels, Places places, ApiMessage.@Nullable TurnCredentials relays, String token) {
        /** Without the token. */
        @Override
        public String toString() {
            return "Directory[" + channels.size() + " channels, " + places + "]";
        }
    }

    /** @param fingerprints those of this console's media certificates; tokens are bound to them */
    Asking(Actor actor, ApiPort api, SessionSettings settings, List<String> fingerprints) {
        this.actor = actor;
        this.api = api;
        this.settings = settings;
        this.fingerprints = List.copyOf(fingerprints);
    }

    void signIn(SignIn who, Consumer<ApiMessage.Operator> then, Consumer<ApiProblem> otherwise) {
        answer(
                who.kept() ? api.resume() : api.signIn(who.tenant(), who.user(), who.password(), settings.position()),
                then,
                otherwise);
    }

    /** Who is told what came of asking for all that is needed to come in. */
    interface Entry {
        void found(Directory directory);

        /** No more than the regions could be had. How they are may explain the problem, which is told next. */
        void regions(Places places);

        void failed(ApiProblem problem);

        /** The same as long as that holds; told nothing afterwards. */
        default Entry during(BooleanSupplier wanted) {
            return new Entry() {
                @Override
                public void found(Directory directory) {
                    if (wanted.getAsBoolean()) {
                        Entry.this.found(directory);
                    }
                }

                @Override
                public void regions(Places places) {
                    if (wanted.getAsBoolean()) {
                        Entry.this.regions(places);
                    }
                }

                @Override
                public void failed(ApiProblem problem) {
                    if (wanted.getAsBoolean()) {
                        Entry.this.failed(problem);
                    }
                }
            };
        }
    }

    /** Channels, regions, ICE servers and a token, all at once. */
    void directory(Entry entry) {
        enter(api.channels().thenApply(result -> result.map(ApiMessage.Channels::channels)), entry);
    }

    /** The same without the channels: for another try. */
    void token(Entry entry) {
        enter(CompletableFuture.completedFuture(new ApiResult.Ok<>(List.<Channel>of())), entry);
    }

    private void enter(CompletableFuture<ApiResult<List<Channel>>> channels, Entry entry) {
        CompletableFuture<ApiResult<Places>> places = places();
        answer(combined(channels, places), entry::found, problem -> {
            if (places.isDone() && places.join() instanceof ApiResult.Ok<Places>(Places known)) {
                entry.regions(known);
            }
            entry.failed(problem);
        });
    }

    /** Signs another operator in beside the one there is. */
    void signInBeside(SignIn who, Consumer<ApiPort.Candidate> then, Consumer<ApiProblem> otherwise) {
        answer(api.signInBeside(who.tenant(), who.user(), who.password(), settings.position()), then, otherwise);
    }

    void signOut() {
        api.signOut();
    }

    void letGo() {
        api.letGo();
    }

    /** The regions as they are now. */
    void regions(Consumer<Places> then, Consumer<ApiProblem> otherwise) {
        answer(places(), then, otherwise);
    }

    /** Measures how near a region is. */
    void measure(ApiMessage.Region region, Consumer<Nearness> then) {
        api.measure(region).thenAccept(near -> actor.post(() -> then.accept(near)));
    }

    /** Both or neither: where the tenant must stay has to be known before anything is connected. */
    private CompletableFuture<ApiResult<Places>> places() {
        return api.regions().thenCombine(api.tenant(), (regions, tenant) -> {
            if (regions instanceof ApiResult.Ok<ApiMessage.Regions>(ApiMessage.Regions named)
                    && tenant instanceof ApiResult.Ok<ApiMessage.Tenant>(ApiMessage.Tenant who)) {
                return new ApiResult.Ok<>(new Places(named.regions(), who.residency()));
            }
            return new ApiResult.Failed<>(firstProblem(regions, tenant));
        });
    }

    private CompletableFuture<ApiResult<Directory>> combined(
            CompletableFuture<ApiResult<List<Channel>>> channels, CompletableFuture<ApiResult<Places>> places) {
        CompletableFuture<ApiResult<ApiMessage.TurnCredentials>> turn = api.turn();
        CompletableFuture<ApiResult<ApiMessage.SignalToken>> token =
                api.signalToken(new ApiMessage.SignalTokenRequest(settings.position(), fingerprints));
        return CompletableFuture.allOf(channels, places, turn, token)
                .thenApply(done -> combine(channels.join(), places.join(), turn.join(), token.join()));
    }

    private static ApiResult<Directory> combine(
            ApiResult<List<Channel>> channels,
            ApiResult<Places> places,
            ApiResult<ApiMessage.TurnCredentials> turn,
            ApiResult<ApiMessage.SignalToken> token) {
        // Without relays most networks still work, so that their absence alone stops nobody.
        ApiMessage.@Nullable TurnCredentials relays =
                turn instanceof ApiResult.Ok<ApiMessage.TurnCredentials>(var credentials) ? credentials : null;
        if (channels instanceof ApiResult.Ok<List<Channel>>(var list)
                && places instanceof ApiResult.Ok<Places>(var where)
                && token instanceof ApiResult.Ok<ApiMessage.SignalToken>(var signal)) {
            return new ApiResult.Ok<>(new Directory(list, where, relays, signal.token()));
        }
        return new ApiResult.Failed<>(firstProblem(channels, places, token));
    }

    private static ApiProblem firstProblem(ApiResult<?>... results) {
        for (ApiResult<?> result : results) {
            if (result instanceof ApiResult.Failed<?>(ApiProblem problem)) {
                return problem;
            }
        }
        throw new IllegalStateException("No problem among the answers.");
    }

    private <T> void answer(
            CompletableFuture<ApiResult<T>> question, Consumer<T> then, Consumer<ApiProblem> otherwise) {
        // An answer the queue has no room for is found missing by the try's time limit.
        question.thenAccept(result -> actor.post(() -> {
            switch (result) {
                case ApiResult.Ok<T>(T value) -> then.accept(value);
                case ApiResult.Failed<T>(ApiProblem problem) -> otherwise.accept(problem);
            }
        }));
    }
}
