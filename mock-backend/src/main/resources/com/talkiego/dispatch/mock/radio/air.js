// The microphone on the air: through the media server, over the links to other members, or both while that changes.

/** After the key is released the microphone stays open that long, so that the last syllable is not cut. */
const TAIL_MILLIS = 120;
/** An over ends in silence, or receivers invent its continuation. */
const SILENCE_MILLIS = 100;

const pause = (millis) => new Promise((resolve) => { setTimeout(resolve, millis); });

export class Air {
  #over = 0;
  #on = false;

  constructor(microphone, uplink, peers) {
    this.microphone = microphone;
    this.uplink = uplink;
    this.peers = peers;
  }

  /** Puts the microphone on the air; only ever called with the floor granted. */
  async begin() {
    const over = ++this.#over;
    this.#on = true;
    await this.turn();
    if (over === this.#over) this.microphone.openGate();
  }

  /** The ways an over goes have changed: the new one is taken before the old one is left. */
  async turn() {
    if (!this.#on) return;
    const { server, straight } = this.peers.ways;
    const { track } = this.microphone;
    if (straight) await this.peers.talk(track);
    await this.uplink.carry(server ? track : null);
    if (!straight) await this.peers.talk(null);
  }

  /** Ends the over cleanly; the promise is kept when the last of it was sent. */
  async end() {
    const over = this.#over;
    await pause(TAIL_MILLIS);
    if (over !== this.#over) return;
    this.microphone.closeGate();
    await pause(SILENCE_MILLIS);
    if (over === this.#over) await this.#off();
  }

  /** Off the air at once. */
  async cut() {
    ++this.#over;
    this.microphone.closeGate();
    await this.#off();
  }

  async #off() {
    this.#on = false;
    await Promise.allSettled([this.uplink.carry(null), this.peers.talk(null)]);
  }
}
