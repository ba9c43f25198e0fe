package com.talkiego.dispatch.mock.wrong;

import com.talkiego.dispatch.mock.signal.Outbox;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A way out to a client on which one fault alters what is said. */
record WrongOutbox(Outbox out, SeededFault.Fault fault) implements Outbox {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int POLICY_VIOLATION = 1008;

    @Override
    public boolean send(String frame) {
        ObjectNode message = (ObjectNode) JSON.readTree(frame);
        if (!fault.says(message)) {
            return true;
        }
        boolean sent = out.send(JSON.writeValueAsString(message));
        @Nullable String why = fault.closesAfter(message);
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
