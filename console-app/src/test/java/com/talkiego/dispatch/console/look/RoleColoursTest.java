package com.talkiego.dispatch.console.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Contrast by WCAG 2.2, and the states' colours as seen with two kinds of colour blindness. */
class RoleColoursTest {
    private static final Pattern ROLE = Pattern.compile("(-role-[a-z-]+): #([0-9a-f]{6});");
    private static final double ON_CARDS = 7;
    private static final double ELSEWHERE = 4.5;

    /** Machado, Oliveira and Fernandes (2009), full severity, on linear RGB. */
    private static final double[][] DEUTERANOPIA = {
        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
    };

    private static final double[][] PROTANOPIA = {
        {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
    };

    @ParameterizedTest
    @EnumSource(Theme.class)
    void textOnCardsHasSevenToOne(Theme theme) throws Exception {
        Map<String, double[]> roles = roles(theme);
        for (String[] pair : new String[][] {
            {"text", "surface"},
            {"quiet", "surface"},
            {"text", "raised"},
            {"text", "canvas"},
            {"quiet", "dim"},
            {"text", "dim"},
            {"on-receive", "receive"},
            {"on-transmit", "transmit"},
            {"on-requested", "requested"},
            {"on-emergency", "emergency"},
            {"emergency", "stripe-light"},
            {"surface", "text"}
        }) {
            assertThat(contrast(roles, pair)).as("%s on %s", (Object[]) pair).isGreaterThanOrEqualTo(ON_CARDS);
        }
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void textElsewhereHasFourAndAHalfToOneAndMarksThree(Theme theme) throws Exception {
        Map<String, double[]> roles = roles(theme);
        for (String[] pair : new String[][] {
            {"text", "bar"},
            {"quiet", "bar"},
            {"quiet", "canvas"},
            {"on-select", "select"},
            {"fault", "surface"},
            {"fault", "bar"},
            {"quiet", "raised"}
        }) {
            assertThat(contrast(roles, pair)).as("%s on %s", (Object[]) pair).isGreaterThanOrEqualTo(ELSEWHERE);
        }
        for (String[] pair : new String[][] {
            {"select", "canvas"},
            {"focus", "surface"},
            {"focus", "bar"},
            {"outline", "surface"},
            {"meter", "meter-track"},
            {"meter", "surface"}
        }) {
            assertThat(contrast(roles, pair)).as("%s on %s", (Object[]) pair).isGreaterThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void statesStayApartForTheColourBlind(Theme theme) throws Exception {
        Map<String, double[]> roles = roles(theme);
        String[] states = {"surface", "receive", "transmit", "requested"};
        for (double[][] eye : new double[][][] {DEUTERANOPIA, PROTANOPIA}) {
            for (int one = 0; one < states.length; one++) {
                for (int other = one + 1; other < states.length; other++) {
                    double[] a = lab(seen(eye, role(roles, states[one])));
                    double[] b = lab(seen(eye, role(roles, states[other])));
                    double distance = Math.hypot(Math.hypot(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
                    assertThat(distance)
                            .as("%s and %s", states[one], states[other])
                            .isGreaterThan(25);
                }
            }
        }
    }

    private static Map<String, double[]> roles(Theme theme) throws Exception {
        Map<String, double[]> roles = new HashMap<>();
        try (InputStream in = Objects.requireNonNull(Theme.class.getResourceAsStream(theme.roles()))) {
            Matcher role = ROLE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (role.find()) {
                int rgb = Integer.parseInt(role.group(2), 16);
                roles.put(role.group(1), new double[] {linear(rgb >> 16), linear(rgb >> 8 & 255), linear(rgb & 255)});
            }
        }
        return roles;
    }

    private static double[] role(Map<String, double[]> roles, String name) {
        return Objects.requireNonNull(roles.get("-role-" + name), name);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static double luminance(double[] rgb) {
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    }

    private static double contrast(Map<String, double[]> roles, String[] pair) {
        double one = luminance(role(roles, pair[0])) + 0.05;
        double other = luminance(role(roles, pair[1])) + 0.05;
        return Math.max(one, other) / Math.min(one, other);
    }

    private static double[] seen(double[][] eye, double[] rgb) {
        double[] out = new double[3];
        for (int row = 0; row < 3; row++) {
            out[row] = Math.clamp(eye[row][0] * rgb[0] + eye[row][1] * rgb[1] + eye[row][2] * rgb[2], 0, 1);
        }
        return out;
    }

    private static double[] lab(double[] rgb) {
        double x = curve((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
        double y = curve(luminance(rgb));
        double z = curve((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double curve(double t) {
        return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    }
}
