package com.talkiego.dispatch.core.session;

/** Who wants to sign in; kept in memory until sign-out, so that a restarted backend does not end a shift. Its text form hides the password. */
public record SignIn(String tenant, String user, String password) {
    @Override
    public String toString() {
        return "SignIn[tenant=" + tenant + ", user=" + user + "]";
    }
}
