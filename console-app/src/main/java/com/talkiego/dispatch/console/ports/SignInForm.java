package com.talkiego.dispatch.console.ports;

/**
 * What an operator types to sign in; its text form hides the password.
 *
 * @param stay whether the next start is to need no password
 */
public record SignInForm(String server, String tenant, String user, String password, String position, boolean stay) {

    /** For this run only. */
    public SignInForm(String server, String tenant, String user, String password, String position) {
        this(server, tenant, user, password, position, false);
    }

    /** The same without the password, fit to be remembered. */
    public SignInForm withoutPassword() {
        return new SignInForm(server, tenant, user, "", position, stay);
    }

    @Override
    public String toString() {
        return "SignInForm[" + server + ", " + tenant + ", " + user + ", " + position + "]";
    }
}
