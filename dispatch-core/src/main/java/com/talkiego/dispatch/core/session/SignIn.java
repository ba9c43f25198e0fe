package com.talkiego.dispatch.core.session;

/**
 * Who wants to sign in, and whether to take the position over from whoever sits there; kept in memory until sign-out, so that a restarted backend does not end a shift.
 * Its text form hides the password.
 *
 * @param kept whether to go on, without a password, with the sign-in that was kept at an earlier start
 */
public record SignIn(String tenant, String user, String password, boolean takeOver, boolean kept) {
    /** With a password. */
    public SignIn(String tenant, String user, String password, boolean takeOver) {
        this(tenant, user, password, takeOver, false);
    }

    /** Takes nobody's position. */
    public SignIn(String tenant, String user, String password) {
        this(tenant, user, password, false);
    }

    /** Goes on with the sign-in that was kept. */
    public static SignIn kept(String tenant, String user) {
        return new SignIn(tenant, user, "", false, true);
    }

    /** The same, to sign in again with. */
    SignIn again() {
        return new SignIn(tenant, user, password, false, kept);
    }

    @Override
    public String toString() {
        return "SignIn[tenant=" + tenant + ", user=" + user + "]";
    }
}
