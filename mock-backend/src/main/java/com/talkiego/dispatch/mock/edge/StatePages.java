package com.talkiego.dispatch.mock.edge;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state page ({@code /state}), the same as JSON ({@code /state.json}) and the actions ({@code POST /act/<name>}). They
 * answer loopback addresses only, and no page of another site: whoever reaches them can break every call.
 */
public final class StatePages implements Routes.Source {
    private static final Logger LOG = LoggerFactory.getLogger(StatePages.class);
    private static final String LOOPBACK = "(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d+)?";

    private final Map<String, Supplier<?>> sections;
    private final Map<String, Action> actions;

    /** @param sections what {@code /state.json} holds, by name, in order; called on the HTTPS server's threads */
    public StatePages(Map<String, Supplier<?>> sections, List<Action> actions) {
        this.sections = new LinkedHashMap<>(sections);
        this.actions = actions.stream()
                .collect(Collectors.toMap(Action::name, action -> action, (a, b) -> a, LinkedHashMap::new));
    }

    private record Described(String name, String sentence, List<Action.Field> fields) {}

    private record Done(boolean done, String text) {}

    @Override
    public void layOut(Routes routes) {
        Resources files = new Resources(StatePages.class);
        routes.page("/state", request -> {
            local(request);
            files.answer(request, "state.html");
        });
        routes.page("/state/state.js", request -> {
            local(request);
            files.answer(request, "state.js");
        });
        routes.page("/state/state.css", request -> {
            local(request);
            files.answer(request, "state.css");
        });
        routes.get("/state.json", this::state);
        routes.post("/act/{action}", this::act);
    }

    private Map<String, Object> state(Context request) {
        local(request);
        Map<String, Object> state = new LinkedHashMap<>();
        sections.forEach((name, section) -> state.put(name, section.get()));
        state.put(
                "actions",
                actions.values().stream()
                        .map(action -> new Described(action.name(), action.sentence(), action.fields()))
                        .toList());
        return state;
    }

    private Done act(Context request) {
        local(request);
        String name = request.pathParam("action");
        Action action = actions.get(name);
        if (action == null) {
            throw Refusal.notFound(
                    "There is no action of that name; there are: " + String.join(", ", actions.keySet()) + ".");
        }
        String text = action.deed().with(new ActionBody(Json.object(Routes.body(request))));
        LOG.info("Action {}: {}", name, text);
        return new Done(true, text);
    }

    private static void local(Context request) {
        InetAddress from = InetAddress.ofLiteral(request.ip().replaceAll("[\\[\\]]", ""));
        if (!from.isLoopbackAddress()) {
            throw Refusal.forbidden("The state page and its actions answer this machine only, not " + request.ip()
                    + ". Open https://localhost:" + request.port() + "/state on the machine the backend runs on.");
        }
        // A page of another site, or a name that was made to point here, must not press these buttons in the user's
        // browser.
        String origin = request.header("Origin");
        String host = request.host();
        if (host == null || !host.matches(LOOPBACK) || (origin != null && !origin.matches("https://" + LOOPBACK))) {
            throw Refusal.forbidden("The state page and its actions are asked for as localhost only.");
        }
    }
}
