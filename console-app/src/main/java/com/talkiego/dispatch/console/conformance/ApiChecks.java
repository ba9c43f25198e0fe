package com.talkiego.dispatch.console.conformance;

import com.talkiego.dispatch.core.model.Channel;
import com.talkiego.dispatch.core.wire.ApiMessage;
import com.talkiego.dispatch.core.wire.Codec;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The ApiLayer: sign-in, tokens, directory, failures. */
final class ApiChecks {
    /** More directory requests than any quota of a desk may allow at once. */
    private static final int MANY = 400;

    private static final int TOO_LONG = 64 * 1024;

    private ApiChecks() {}

    static List<Check> all() {
        return List.of(
                new Check(
                        "api.sign-in",
                        "A sign-in gives two tokens with their expiry, and the operator",
                        ApiChecks::signIn),
                new Check(
                        "api.wrong-password",
                        "A wrong password is refused with bad_credentials",
                        ApiChecks::wrongPassword),
                new Check("api.malformed", "A body without sense is refused with malformed", ApiChecks::malformed),
                new Check("api.too-large", "A body of 64 KiB is refused", ApiChecks::tooLarge),
                new Check("api.unauthorized", "Nothing of the tenant is told without a token", ApiChecks::unauthorized),
                new Check(
                        "api.unknown-path",
                        "A path that is not there is a problem, not a page",
                        ApiChecks::unknownPath),
                new Check("api.tenant", "The tenant has a name and its quotas", ApiChecks::tenant),
                new Check(
                        "api.channels",
                        "Channels have unique ids and numbers, and a longest over",
                        ApiChecks::channels),
                new Check("api.regions", "The directory names regions with wss:// addresses", ApiChecks::regions),
                new Check("api.keys", "The keys of what the backend signs are public", ApiChecks::keys),
                new Check(
                        "api.signal-token",
                        "Tokens of the SignalLayer live five minutes at most",
                        ApiChecks::signalToken),
                new Check("api.turn", "TURN credentials carry their expiry in the user's name", ApiChecks::turn),
                new Check(
                        "api.refresh",
                        "A refresh gives new tokens, and the old one is worth no third pair",
                        ApiChecks::refresh));
    }

    /** Those that use up a quota: to be run last. */
    static List<Check> last() {
        return List.of(new Check(
                "api.quota",
                "Too many requests are answered with 429 and Retry-After, and never stop what leads to an emergency call",
                ApiChecks::quota));
    }

    private static void signIn(Room room) throws Broken {
        RawApi.Answer answer = room.signIn();
        ahead(answer, "accessExpires", Duration.ofHours(1));
        ahead(answer, "refreshExpires", Duration.ofDays(90));
        Broken.unless(
                answer.body().path("operator").path("id").isString()
                        && answer.body().path("operator").path("role").isString(),
                "The sign-in does not say who the operator is");
    }

    private static void ahead(RawApi.Answer answer, String field, Duration most) throws Broken {
        Instant now = Instant.now();
        try {
            Instant at = Instant.parse(answer.text(field));
            Broken.unless(
                    at.isAfter(now) && at.isBefore(now.plus(most)),
                    field + " is " + at + ", expected between now and " + most.toHours() + " h ahead");
        } catch (DateTimeParseException strange) {
            throw new Broken(field + " is no time in UTC (ISO-8601): '" + answer.text(field) + "'");
        }
    }

    private static void wrongPassword(Room room) throws Broken {
        Examinee who = room.examinee();
        ApiMessage.SignIn wrong = new ApiMessage.SignIn(who.tenant(), "nobody-of-that-name", "wrong", null);
        room.api().post("v1/sign-in", Codec.encode(wrong), null).problem(401, "bad_credentials");
    }

    private static void malformed(Room room) throws Broken {
        room.api().post("v1/sign-in", "{\"tenant\":", null).problem(400, "malformed");
        room.api().post("v1/sign-in", "{\"tenant\":7}", null).problem(400, "malformed");
    }

    private static void tooLarge(Room room) throws Broken {
        RawApi.Answer answer = room.api().post("v1/sign-in", "{\"tenant\":\"" + "x".repeat(TOO_LONG) + "\"}", null);
        Broken.unless(
                (answer.status() == 413 || answer.status() == 400)
                        && !answer.text("text").isBlank(),
                "Expected status 413 or 400 with a problem; came " + answer);
    }

    private static void unauthorized(Room room) throws Broken {
        for (String path : List.of("v1/channels", "v1/tenant", "v1/regions")) {
            for (String token : new String[] {null, "not-a-token"}) {
                RawApi.Answer answer = room.api().get(path, token);
                Broken.unless(
                        answer.status() == 401 && !answer.text("text").isBlank(),
                        path + " without a valid token: expected status 401 with a problem; came " + answer);
            }
        }
    }

    private static void unknownPath(Room room) throws Broken {
        room.api().get("v1/no-such-thing", room.access()).problem(404, "not_found");
    }

    private static void tenant(Room room) throws Broken {
        RawApi.Answer answer = room.api().get("v1/tenant", room.access());
        Broken.unless(
                answer.status() == 200
                        && !answer.text("name").isEmpty()
                        && answer.body().path("maxChannels").asInt() > 0,
                "Expected a name and maxChannels; came " + answer);
    }

    private static void channels(Room room) throws Broken {
        List<Channel> channels = room.channels();
        Broken.unless(!channels.isEmpty(), "The tenant has no channel");
        Broken.unless(
                channels.stream().map(Channel::id).distinct().count() == channels.size(), "Two channels have one id");
        Broken.unless(
                channels.stream()
                        .map(Channel::number)
                        .collect(Collectors.toSet())
                        .equals(IntStream.rangeClosed(1, channels.size())
                                .boxed()
                                .collect(Collectors.toSet())),
                "Channels are not numbered from 1 without gaps");
        Broken.unless(
                channels.stream().allMatch(channel -> channel.maxOverMillis() > 0), "A channel has no longest over");
    }

    private static void regions(Room room) throws Broken {
        Broken.unless(room.socket().getHost() != null, "The SignalLayer's address names no host");
    }

    private static void keys(Room room) throws Broken, NotApplicable {
        RawApi.Answer answer = room.api().get("v1/keys", null);
        if (answer.status() == 404) {
            throw new NotApplicable("The backend signs nothing: it has no v1/keys");
        }
        Broken.unless(answer.status() == 200 && !answer.body().path("keys").isEmpty(), "Expected keys; came " + answer);
        for (var key : answer.body().path("keys")) {
            Broken.unless(
                    key.path("kty").asString("").equals("EC")
                            && key.path("crv").asString("").equals("P-256")
                            && !key.path("kid").asString("").isEmpty()
                            && key.path("d").isMissingNode(),
                    "A key is no public P-256 key with an id");
        }
    }

    private static void signalToken(Room room) throws Broken {
        RawApi.Answer answer = room.api().post("v1/signal-token", "{}", room.access());
        Broken.unless(answer.text("token").length() > 20, "Expected a token; came " + answer);
        ahead(answer, "expires", Duration.ofMinutes(5));
    }

    private static void turn(Room room) throws Broken, NotApplicable {
        RawApi.Answer answer = room.api().post("v1/turn", "{}", room.access());
        Broken.unless(answer.status() == 200, "Expected ICE servers; came " + answer);
        ahead(answer, "expires", Duration.ofDays(1));
        for (var server : answer.body().path("iceServers")) {
            String name = server.path("username").asString("");
            if (!name.isEmpty()) {
                Broken.unless(
                        name.matches("[0-9]{9,11}:.+"), "The user's name of a TURN server is not 'expiry:account'");
                return;
            }
        }
        throw new NotApplicable("The backend hands out no TURN server");
    }

    private static void refresh(Room room) throws Broken {
        String old = room.signIn().text("refreshToken");
        String body = Codec.encode(new ApiMessage.Refresh(old));
        RawApi.Answer first = room.api().post("v1/refresh", body, null);
        Broken.unless(
                first.status() == 200 && !first.text("refreshToken").equals(old),
                "A refresh has to give a new refresh token; came " + first);
        RawApi.Answer again = room.api().post("v1/refresh", body, null);
        Broken.unless(
                again.status() == 401
                        || (again.status() == 200 && again.text("refreshToken").equals(first.text("refreshToken"))),
                "A refresh token used again must be refused, or give the same successor; came " + again);
    }

    private static void quota(Room room) throws Broken, NotApplicable {
        String token = room.access();
        for (int n = 0; n < MANY; n++) {
            RawApi.Answer answer = room.api().get("v1/tenant", token);
            if (answer.status() == 429) {
                Broken.unless(
                        answer.retryAfter() != null
                                && answer.text("code").equals("quota")
                                && answer.body().path("retryAfterMillis").asLong() > 0,
                        "A refusal with 429 needs Retry-After, code quota and retryAfterMillis; came " + answer
                                + ", Retry-After " + answer.retryAfter());
                Broken.unless(
                        room.api().post("v1/signal-token", "{}", token).status() == 200
                                && room.api().post("v1/turn", "{}", token).status() == 200,
                        "With the quota used up there must still be tokens and TURN credentials");
                return;
            }
        }
        throw new NotApplicable("No quota was met within " + MANY + " requests");
    }
}
