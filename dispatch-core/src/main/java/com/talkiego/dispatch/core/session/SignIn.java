package com.talkiego.dispatch.core.session;

/**
 * Who wants to sign in, and whether to take the position over from whoever sits there; kept in memory until sign-out, so that a restarted backend does not end a shift.
 * Its text form hides the password.
 */
public record SignIn(String tenant, String user, String password, boolean takeOver) {
    /** Takes nobody's position. */
    public SignIn(String tenant, String user, String password) {
        this(tenant, user, password, false);
    }

    /** The same, to sign in again with. */
    SignIn again() {
        return new SignIn(tenant, user, password, false);
    }

    @Override
    public String toString() {
        return "SignIn[tenant=" + tenant + ", user=" + user + "]";
    }
}
