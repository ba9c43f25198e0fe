package com.talkiego.dispatch.mock.api;

import com.talkiego.dispatch.core.model.MemberKind;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts of the demo tenant, in memory. Any thread. */
public final class Accounts {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int UNIT_CHANNELS = 16;

    private final Map<String, Entry> byId = new ConcurrentHashMap<>();
    /** Checked when the user is unknown, so that the answer's time does not tell. */
    private final PasswordHash nobody = PasswordHash.of("nobody", PasswordHash.CHOSEN);

    private record Entry(Account account, PasswordHash password) {}

    /** How a simulated unit signs in; its text form hides the password. */
    public record UnitCredentials(String user, String password) {
        @Override
        public String toString() {
            return "UnitCredentials[" + user + "]";
        }
    }

    /** The demo tenant's people: {@code dispatcher}, {@code dispatcher2} and {@code supervisor}, each with the password {@code demo}. */
    public Accounts() {
        add(person("dispatcher", "Dispatcher 1", "dispatcher"), PasswordHash.of("demo", PasswordHash.CHOSEN));
        add(person("dispatcher2", "Dispatcher 2", "dispatcher"), PasswordHash.of("demo", PasswordHash.CHOSEN));
        add(person("supervisor", "Supervisor", "supervisor"), PasswordHash.of("demo", PasswordHash.CHOSEN));
    }

    private static Account person(String id, String alias, String role) {
        return new Account(id, alias, MemberKind.POSITION, DemoTenant.ID, role, DemoTenant.MAX_CHANNELS);
    }

    /**
     * Makes {@code unit-<number>}, or gives it a new password. The password is random, and only the caller ever sees it.
     *
     * @param alias what others see: 'Engine 7'
     */
    public UnitCredentials unit(int number, String alias) {
        byte[] secret = new byte[16];
        RANDOM.nextBytes(secret);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Account account = new Account("unit-" + number, alias, MemberKind.UNIT, DemoTenant.ID, "unit", UNIT_CHANNELS);
        add(account, PasswordHash.of(password, PasswordHash.RANDOM));
        return new UnitCredentials(account.id(), password);
    }

    /** The account, if tenant, user and password are right. */
    Optional<Account> signIn(String tenant, String user, String password) {
        Entry entry = DemoTenant.ID.equals(tenant) ? byId.get(user) : null;
        boolean right = (entry == null ? nobody : entry.password).matches(password);
        return entry != null && right ? Optional.of(entry.account) : Optional.empty();
    }

    private void add(Account account, PasswordHash password) {
        byId.put(account.id(), new Entry(account, password));
    }
}
