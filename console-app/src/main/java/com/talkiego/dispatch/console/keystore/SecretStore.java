package com.talkiego.dispatch.console.keystore;

import java.util.Optional;

/** Where a secret outlives the console. Every call may block for as long as somebody takes to unlock it. */
public interface SecretStore {

    /** There is none: nothing is kept. */
    SecretStore NONE = unusable("none was found");

    /** The secret of that account; empty where none is kept. */
    Optional<String> read(String account) throws Unavailable;

    /** Keeps it, in place of what was kept for that account. */
    void write(String account, String secret) throws Unavailable;

    /** Keeps nothing of that account any more. */
    void delete(String account) throws Unavailable;

    /** One that cannot be used, for that reason, in words that fit into brackets. */
    static SecretStore unusable(String reason) {
        return new SecretStore() {
            @Override
            public Optional<String> read(String account) throws Unavailable {
                throw new Unavailable(reason, null);
            }

            @Override
            public void write(String account, String secret) throws Unavailable {
                throw new Unavailable(reason, null);
            }

            @Override
            public void delete(String account) throws Unavailable {
                throw new Unavailable(reason, null);
            }
        };
    }
}
