package com.talkiego.dispatch.console.app;

import com.talkiego.dispatch.core.api.Trust;
import com.talkiego.dispatch.core.session.DeskMemory;
import com.talkiego.dispatch.devices.sound.FileMicrophone;
import com.talkiego.dispatch.devices.sound.Microphone;
import com.talkiego.dispatch.devices.sound.SoundChoice;
import com.talkiego.dispatch.devices.sound.SoundDevices;
import com.talkiego.dispatch.devices.sound.SoundFailed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that set up a desk, whatever it is started for. */
final class DeskOptions {
    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(
            names = "--output",
            paramLabel = "NAME",
            description = "Sound output for both mixes; 'none' for no device. Default: the system's.")
    private @Nullable String output;

    @Option(
            names = "--microphone",
            paramLabel = "NAME|FILE",
            description = "Microphone, or a WAV file (48 kHz, 16 bit, mono) in its place; 'none' for none.")
    private @Nullable String microphone;

    @Option(names = "--home", paramLabel = "DIR", description = "Where the console keeps its settings.")
    private @Nullable Path home;

    @Option(
            names = "--ice",
            paramLabel = "WAYS",
            description = "Ways audio may take: all, or relay for TURN servers only. Default: as set in the window.")
    private @Nullable Ice ice;

    /** Ways audio may take. */
    private enum Ice {
        ALL,
        RELAY
    }

    /** Whether audio is to go by TURN servers only: as asked for, else as it is set. */
    boolean relayOnly(boolean set) {
        return ice == null ? set : ice == Ice.RELAY;
    }

    @Option(
            names = "--region",
            paramLabel = "ID",
            description =
                    "Region of the backend to be in, if it is well; 'nearest' for the nearest. Default: as chosen last.")
    private @Nullable String region;

    /** The region to be in; empty for the nearest. */
    String region(@Nullable String chosenLast) {
        String wanted = region != null ? region : chosenLast == null ? "" : chosenLast;
        return wanted.equals("nearest") ? "" : wanted;
    }

    /** Who vouches for the backend. */
    Trust trust() throws UnusableFile {
        return trust.trust();
    }

    /** The devices asked for. */
    SoundChoice sound() throws UnusableFile {
        String wanted = microphone;
        Path file = wanted != null && wanted.endsWith(".wav") ? Path.of(wanted) : null;
        if (file == null) {
            return new SoundChoice(output, output, wanted, null);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new SoundChoice(output, output, null, FileMicrophone.of(file.toString(), in, System::nanoTime));
        } catch (SoundFailed e) {
            throw new UnusableFile(e.sentence(), e);
        } catch (IOException e) {
            throw new UnusableFile("The recording " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** The same, with the shipped voice for a microphone unless another is named: for runs that talk by themselves. */
    SoundChoice soundOfAutomaticDispatcher() throws UnusableFile {
        if (microphone != null) {
            return sound();
        }
        return new SoundChoice(output, output, null, shippedVoice());
    }

    private static Microphone shippedVoice() throws UnusableFile {
        try (InputStream in = DeskOptions.class.getResourceAsStream("/voice/dispatcher.wav")) {
            if (in == null) {
                throw new IOException("it is not in the program");
            }
            return FileMicrophone.of("the dispatcher's recorded voice", in, System::nanoTime);
        } catch (SoundFailed e) {
            throw new UnusableFile(e.sentence(), e);
        } catch (IOException e) {
            throw new UnusableFile("The dispatcher's recorded voice cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** A desk without any device at the bundled backend, where nobody is signed in yet: for runs that measure or break things. */
    static Desk silentDesk(BundledBackend backend, String position) throws UnusableFile {
        return new Desk(new Desk.Setup(
                backend.ready().api(), HeadlessRun.trust(backend), position, silent(), false, DeskMemory.EMPTY));
    }

    /** No device at all. */
    static SoundChoice silent() throws UnusableFile {
        return new SoundChoice(SoundDevices.NONE, SoundDevices.NONE, SoundDevices.NONE, shippedVoice());
    }

    ConsoleHome home() {
        return new ConsoleHome(
                home == null
                        ? ConsoleHome.usual(System.getenv(), System.getProperty("user.home"))
                        : home.toAbsolutePath());
    }
}
