package com.talkiego.dispatch.mock.wrong;

import com.talkiego.dispatch.mock.signal.Outbox;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A way out to a client on which one fault alters what is said: from the first word, or, where it is for some positions only, from the
 * welcome that says who came. On the thread {@code rooms}.
 */
final class WrongOutbox implements Outbox {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int POLICY_VIOLATION = 1008;

    private final Outbox out;
    private final List<Entrance.Seeded> seeded;
    private SeededFault.@Nullable Fault fault;

    WrongOutbox(Outbox out, List<Entrance.Seeded> seeded) {
        this.out = out;
        this.seeded = seeded;
        begin(seeded.stream().filter(one -> one.position() == null).toList());
    }

    private void begin(List<Entrance.Seeded> that) {
        if (!that.isEmpty()) {
            fault = that.getFirst().fault().begin();
        }
    }

    @Override
    public boolean send(String frame) {
        ObjectNode message = (ObjectNode) JSON.readTree(frame);
        if (fault == null && message.path("type").asString("").equals("welcome")) {
            String name = message.path("self").path("alias").asString("");
            begin(seeded.stream().filter(one -> one.meets(name)).toList());
        }
        SeededFault.Fault now = fault;
        if (now == null) {
            return out.send(frame);
        }
        if (!now.says(message)) {
            return true;
        }
        boolean sent = out.send(JSON.writeValueAsString(message));
        @Nullable String why = now.closesAfter(message);
        if (why != null) {
            out.close(POLICY_VIOLATION, why);
        }
        return sent;
    }

    @Override
    public boolean lagging() {
        return out.lagging();
    }

    @Override
    public void close(int code, String reason) {
        out.close(code, reason);
    }
}
