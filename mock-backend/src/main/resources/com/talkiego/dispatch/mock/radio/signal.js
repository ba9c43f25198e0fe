// One session of the SignalLayer: JSON text frames over a WebSocket, kept over cuts by its resume token.

const PROTOCOL = { newest: 3, oldest: 1 };
/** Links to and from up to four other members. */
const PEER_LINKS = 8;
const KEYED_BEAT_MILLIS = 500;
const LOST_MILLIS = 2000;
const SLOWEST_RETRY_MILLIS = 5000;

export class Signal {
  #socket = null;
  #resumeToken = null;
  #lastSeq = 0;
  #ref = 0;
  #beat = 0;
  #beatMillis = 2000;
  #heardAt = 0;
  #timer = null;
  #attempt = 0;
  #waiting = new Map();
  #stopped = false;

  /** Whether an over is on: the path is then watched every half second. */
  keyed = false;

  /**
   * @param identity this radio's certificate, and the check of what the backend says of others
   * @param signIn answers a promise of { signal, token }, asked before each connection
   * @param listener { welcome(message), message(message), lost(sentence), refused(sentence) }
   */
  constructor(identity, signIn, listener) {
    this.identity = identity;
    this.signIn = signIn;
    this.listener = listener;
  }

  async start() {
    this.#stopped = false;
    try {
      const { signal, token } = await this.signIn();
      if (!this.#stopped) this.#open(signal, token);
    } catch (failure) {
      this.#again(failure.message, failure.retryAfterMillis);
    }
  }

  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.send({ type: "bye" });
    this.#socket?.close(1000);
  }

  /** Sends a message; false while there is no connection. */
  send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Sends a request and answers a promise of the message that repeats its number; rejects when it fails or the path is lost. */
  request(message) {
    const ref = ++this.#ref;
    return new Promise((resolve, reject) => {
      if (!this.send({ ...message, ref })) {
        reject(new Error("There is no connection."));
        return;
      }
      this.#waiting.set(ref, { resolve, reject });
    });
  }

  #open(address, token) {
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.#heardAt = performance.now();
    socket.addEventListener("open", () => {
      const resume = this.#resumeToken === null ? null : { token: this.#resumeToken, lastSeq: this.#lastSeq };
      this.send({
        type: "hello", protocol: PROTOCOL.newest, oldest: PROTOCOL.oldest, token, client: "radio page 1", resume,
        peerLinks: PEER_LINKS,
      });
      this.#watch();
    });
    socket.addEventListener("message", (event) => this.#received(event.data));
    socket.addEventListener("close", (event) => {
      if (this.#socket === socket) this.#gone(event.reason);
    });
  }

  #received(frame) {
    this.#heardAt = performance.now();
    let message;
    try {
      message = JSON.parse(frame);
    } catch {
      return; // Not of this protocol; the server counts, a radio cannot do better than go on.
    }
    if (message.seq > 0) {
      if (message.seq <= this.#lastSeq) return;
      this.#lastSeq = message.seq;
    }
    switch (message.type) {
      case "welcome": return this.#welcomed(message);
      case "refused": return this.#refused(message);
      case "beat": return undefined;
      default:
    }
    const waiting = this.#waiting.get(message.ref);
    if (waiting) {
      this.#waiting.delete(message.ref);
      if (message.type === "failed") waiting.reject(new Error(message.text));
      else waiting.resolve(message);
    }
    return this.listener.message(message);
  }

  #welcomed(message) {
    this.#attempt = 0;
    this.#beatMillis = message.beatMillis;
    this.#resumeToken = message.resumeToken;
    if (!message.resumed) this.#lastSeq = 0;
    this.identity.session = message.session;
    this.listener.welcome(message);
  }

  #refused(message) {
    this.#resumeToken = null;
    this.listener.refused(message.text);
    const expired = message.code === "token_expired";
    if (message.retryAfterMillis > 0 || expired) {
      this.#again(message.text, message.retryAfterMillis);
    } else {
      this.#stopped = true;
    }
    this.#socket = null;
  }

  /** Beats, and gives the path up when nothing was heard for too long: a dead socket says so only after minutes. */
  #watch() {
    clearTimeout(this.#timer);
    const every = this.keyed ? KEYED_BEAT_MILLIS : this.#beatMillis;
    const patience = this.keyed ? LOST_MILLIS : 2.5 * this.#beatMillis;
    if (performance.now() - this.#heardAt > patience) {
      const socket = this.#socket;
      this.#gone("nothing was heard of the backend");
      socket?.close();
      return;
    }
    this.send({ type: "beat", number: ++this.#beat });
    this.#timer = setTimeout(() => this.#watch(), every);
  }

  /** Called when an over begins, so that the watch is close at once. */
  watchClosely() {
    this.keyed = true;
    this.#heardAt = performance.now();
    this.#watch();
  }

  #gone(reason) {
    this.#socket = null;
    for (const { reject } of this.#waiting.values()) reject(new Error("The connection was lost."));
    this.#waiting.clear();
    this.#again(reason || "the connection was lost");
  }

  #again(reason, retryAfterMillis = 0) {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.listener.lost(reason);
    const backOff = Math.min(SLOWEST_RETRY_MILLIS, 250 * 2 ** this.#attempt++);
    this.#timer = setTimeout(() => this.start(), Math.max(retryAfterMillis, backOff * (0.75 + Math.random() / 2)));
  }
}
