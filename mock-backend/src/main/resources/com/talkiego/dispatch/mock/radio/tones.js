// The tones a radio gives its user: made here, so that they sound even when nothing can be loaded.

const NOTES = {
  permit: [[1200, 0.06], [0, 0.02], [1600, 0.06]],
  bonk: [[220, 0.25]],
  cut: [[900, 0.12], [500, 0.18]],
  alarm: [[1500, 0.12], [0, 0.04], [1000, 0.12], [0, 0.04], [1500, 0.12], [0, 0.04], [1000, 0.12]],
};
const LOUDNESS = 0.12;
const RAMP_SECONDS = 0.005;

/** How long a tone lasts, in ms. */
export function toneMillis(name) {
  return NOTES[name].reduce((sum, [, seconds]) => sum + seconds * 1000, 0);
}

/** Plays 'permit', 'bonk', 'cut' or 'alarm'. */
export function play(context, name) {
  let at = context.currentTime;
  for (const [hertz, seconds] of NOTES[name]) {
    if (hertz > 0) note(context, hertz, at, seconds);
    at += seconds;
  }
}

function note(context, hertz, at, seconds) {
  const oscillator = new OscillatorNode(context, { frequency: hertz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + RAMP_SECONDS);
  gain.gain.setValueAtTime(LOUDNESS, at + seconds - RAMP_SECONDS);
  gain.gain.linearRampToValueAtTime(0, at + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(at);
  oscillator.stop(at + seconds);
}
