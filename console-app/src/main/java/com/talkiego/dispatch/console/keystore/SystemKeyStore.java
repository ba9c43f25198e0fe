package com.talkiego.dispatch.console.keystore;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import java.util.List;
import java.util.Optional;

/**
 * The key store of this system: Secret Service on Linux, Keychain on macOS, Credential Manager on Windows. Each call opens it anew,
 * since it may be locked, restarted or gone between two of them. Only the thread {@code key-store} makes one.
 */
public final class SystemKeyStore implements SecretStore {
    private static final String SERVICE = "TalkieGo Dispatch";

    /**
     * How the library says that there is no such entry: with the exception it has for every failure, and these words (of Linux, of macOS, and
     * the number that Windows has for it). Whatever else it says is taken for a failure.
     */
    private static final List<String> NO_ENTRY = List.of(
            "No stored credentials match",
            "No password to delete",
            "Password not Found",
            "The specified item could not be found in the keychain",
            "1168");

    @Override
    public Optional<String> read(String account) throws Unavailable {
        return asked(store -> Optional.of(store.getPassword(SERVICE, account)));
    }

    @Override
    public void write(String account, String secret) throws Unavailable {
        boolean written = asked(store -> {
                    store.setPassword(SERVICE, account, secret);
                    return Optional.of(secret);
                })
                .isPresent();
        if (!written) {
            throw new Unavailable("it did not take it", null);
        }
    }

    @Override
    public void delete(String account) throws Unavailable {
        asked(store -> {
            store.deletePassword(SERVICE, account);
            return Optional.empty();
        });
    }

    /** Something to do with the store. */
    private interface Question {
        Optional<String> ask(Keyring store) throws PasswordAccessException;
    }

    /** What comes of it; empty where there is no such entry. The library and D-Bus throw what they like when the store is locked or gone. */
    private static Optional<String> asked(Question question) throws Unavailable {
        try {
            Keyring store = Keyring.create(kind());
            try {
                return question.ask(store);
            } finally {
                store.close();
            }
        } catch (PasswordAccessException e) {
            String why = String.valueOf(e.getMessage());
            if (NO_ENTRY.stream().anyMatch(why::startsWith)) {
                return Optional.empty();
            }
            throw new Unavailable("it refuses", e);
        } catch (BackendNotSupportedException | LinkageError none) {
            throw new Unavailable("none was found", none);
        } catch (Exception e) {
            throw new Unavailable("it is locked, or does not answer", e);
        }
    }

    private static KeyringStorageType kind() {
        String system = System.getProperty("os.name", "");
        if (system.startsWith("Windows")) {
            return KeyringStorageType.WINDOWS_CREDENTIAL_STORE;
        }
        return system.startsWith("Mac") ? KeyringStorageType.OSX_KEYCHAIN : KeyringStorageType.GNOME_KEYRING;
    }
}
