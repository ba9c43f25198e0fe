package com.talkiego.dispatch.console.ports;

/** What an operator types to sign in; its text form hides the password. */
public record SignInForm(String server, String tenant, String user, String password, String position) {

    /** The same without the password, fit to be remembered. */
    public SignInForm withoutPassword() {
        return new SignInForm(server, tenant, user, "", position);
    }

    @Override
    public String toString() {
        return "SignInForm[" + server + ", " + tenant + ", " + user + ", " + position + "]";
    }
}
