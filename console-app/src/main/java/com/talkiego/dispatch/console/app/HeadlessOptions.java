package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.core.session.SignIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a run without a window. */
final class HeadlessOptions {
    @Option(names = "--seconds", description = "How long a run without a window lasts. Default: ${DEFAULT-VALUE}.")
    int seconds = 20;

    @Option(names = "--report", paramLabel = "FILE", description = "Write what really happened as JSON.")
    @Nullable
    Path report;

    @Option(names = "--screenshots", paramLabel = "DIR", description = "Write pictures of the screen.")
    @Nullable
    Path screenshots;

    @Option(names = "--scenario", description = "What the simulated units do: quiet, busy or proof.")
    String scenario = "busy";

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "The backend of a run without a window. Default: the bundled one, started for it.")
    @Nullable
    URI server;

    @Option(names = "--position", description = "Position of a run without a window. Default: ${DEFAULT-VALUE}.")
    String position = "Position 1";

    @Option(names = "--tenant", description = "Tenant to sign in to at --server. Default: ${DEFAULT-VALUE}.")
    private String tenant = "demo";

    @Option(names = "--user", description = "Operator to sign in as at --server. Default: ${DEFAULT-VALUE}.")
    private String user = "dispatcher";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File with that operator's password. Default: the demo's.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--stay-signed-in",
            description = "Keep the sign-in at --server in this computer's key store; a later run with this option and"
                    + " without --password-file goes on with it.")
    boolean stay;

    /** Who signs in at the named server. */
    SignIn who() throws UnusableFile {
        if (stay && passwordFile == null) {
            return SignIn.kept(tenant, user);
        }
        try {
            String password = passwordFile == null
                    ? "demo"
                    : Files.readString(passwordFile).strip();
            return new SignIn(tenant, user, password);
        } catch (IOException e) {
            throw new UnusableFile("The password file " + passwordFile + " cannot be read.", e);
        }
    }
}
