package com.talkiego.dispatch.mock.scenario;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The sentences as sound: 48 kHz mono, evened to one loudness. A clip is decoded when first asked for, then kept. Any thread. */
public final class Speech {
    private static final String FOLDER = "/speech/";
    private static final int WAV_HEADER_LIMIT = 256;

    private final Map<String, String> fileBySentence;
    private final Map<String, short[]> clips = new ConcurrentHashMap<>();

    private Speech(Map<String, String> fileBySentence) {
        this.fileBySentence = fileBySentence;
    }

    /** Reads the index of the clips that ship with the backend. */
    public static Speech shipped() throws IOException {
        Map<String, String> files = new HashMap<>();
        try (BufferedReader index =
                new BufferedReader(new InputStreamReader(resource("index.tsv"), StandardCharsets.UTF_8))) {
            for (String line = index.readLine(); line != null; line = index.readLine()) {
                String[] fields = line.split("\t", -1);
                if (fields.length != 3) {
                    throw new IOException("The index of the speech clips has a line with " + fields.length + " fields");
                }
                files.put(key(fields[1], fields[2]), fields[0]);
            }
        }
        return new Speech(files);
    }

    /** The clip of a unit's sentence, null if it was never recorded. */
    public short @Nullable [] clip(String unit, String sentence) {
        String file = fileBySentence.get(key(unit, sentence));
        return file == null ? null : clips.computeIfAbsent(file, Speech::load);
    }

    /** All sentences there are, as {@code unit TAB sentence}. */
    public List<String> sentences() {
        return fileBySentence.keySet().stream().sorted().toList();
    }

    private static String key(String unit, String sentence) {
        return unit + "\t" + sentence;
    }

    private static short[] load(String file) {
        try (InputStream in = resource(file)) {
            byte[] wav = in.readAllBytes();
            return Loudness.even(Upsampler.threefold(MuLaw.decode(wav, dataStart(wav, file))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Where the samples begin: behind the header of the 'data' chunk. */
    private static int dataStart(byte[] wav, String file) throws IOException {
        for (int i = 12; i < Math.min(wav.length - 8, WAV_HEADER_LIMIT); i++) {
            if (wav[i] == 'd' && wav[i + 1] == 'a' && wav[i + 2] == 't' && wav[i + 3] == 'a') {
                return i + 8;
            }
        }
        throw new IOException(file + " is not a WAV file");
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = Speech.class.getResourceAsStream(FOLDER + name);
        if (in == null) {
            throw new IOException("The speech clips are missing: " + name);
        }
        return in;
    }
}
