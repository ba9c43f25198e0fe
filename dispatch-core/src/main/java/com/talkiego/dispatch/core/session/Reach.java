package com.talkiego.dispatch.core.session;

import com.talkiego.dispatch.core.session.MediaPort.Link;

/** Whether this desk can be heard and can hear, as far as the paths to the backend go, and if not why. On {@code signalling} only. */
final class Reach implements Transmissions.Surroundings {
    private final Connecting connecting;
    private final Standing standing;
    private final SignalPaths paths;
    private final MediaLinks media;
    private final PathNews news;

    Reach(Connecting connecting, MediaLinks media, PathNews news) {
        this.connecting = connecting;
        this.standing = connecting.standing();
        this.paths = connecting.paths();
        this.media = media;
        this.news = news;
    }

    /** Whether both kinds of path were seen to work a moment ago. */
    boolean confirmed() {
        return paths.beats().confirmed() && media.confirmed();
    }

    @Override
    public String obstacle() {
        return switch (standing.phase()) {
            case SIGNED_OUT, SIGNING_IN -> "you are not signed in yet";
            case TRYING, WAITING -> "there is no path to the backend. Press again once it is back";
            case UP -> {
                if (!paths.beats().confirmed()) {
                    yield "the path to the backend is not confirmed. Press again once it is";
                }
                yield media.up(Link.PUBLISHER) ? "" : "the audio path is not up. Press again once it is back";
            }
        };
    }

    @Override
    public void keyed() {
        connecting.keyed();
    }

    @Override
    public void notPassing(String sentence) {
        media.reopen(Link.PUBLISHER, sentence);
    }

    /** The way by which sound comes in. */
    DeafWatch.Path incoming() {
        boolean expected = news.wasOnline() && !standing.isSignedOut();
        if (!standing.isUp()) {
            return new DeafWatch.Path(expected, standing.reason());
        }
        return new DeafWatch.Path(expected, media.up(Link.SUBSCRIBER) ? "" : trouble());
    }

    private String trouble() {
        String trouble = media.trouble();
        return trouble.isEmpty() ? "the audio path is being opened" : trouble;
    }
}
