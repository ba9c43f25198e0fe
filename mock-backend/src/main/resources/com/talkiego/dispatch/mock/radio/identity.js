// Who this radio is on its media links, and whom it believes: its own certificate, and the backend's signature under those of others.

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const CLOCK_ERROR_SECONDS = 60;

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
const json = (text) => JSON.parse(new TextDecoder().decode(bytes(text)));
const spelled = (algorithm, digits) => `${algorithm.toLowerCase()} ${digits.toUpperCase()}`;
const shownIn = (sdp) => [...sdp.matchAll(/^a=fingerprint:(\S+) +(\S+)/gm)].map(([, algorithm, digits]) => spelled(algorithm, digits));
const holds = (list, all) => Array.isArray(list) && all.every((one) => list.includes(one));

export class Identity {
  #keys = null;
  #aheadMillis = 0;

  /** The session's id, as the backend's welcome has it. */
  session = "";
  /** How many descriptions were not the backend's. */
  refused = 0;

  static async make() {
    return new Identity(await RTCPeerConnection.generateCertificate(CURVE));
  }

  constructor(certificate) {
    this.certificate = certificate;
    this.fingerprints = certificate.getFingerprints()
      .filter(({ algorithm }) => algorithm.toLowerCase() === "sha-256")
      .map(({ algorithm, value }) => spelled(algorithm, value));
  }

  /** Throws unless the backend signed that description for this radio, this session and that link. */
  async check(link, sdp, signature) {
    const fault = await this.#fault(link, sdp, signature);
    if (!fault) return;
    this.refused += 1;
    throw new Error(`The backend's answer is refused: ${fault}. Somebody may be between this radio and the media server.`);
  }

  async #fault(link, sdp, signature) {
    const [head, payload, sealed, ...more] = (signature ?? "").split(".");
    if (!head || !payload || !sealed || more.length > 0) return "it is not signed";
    let statement;
    try {
      const { alg, kid, typ, crit } = json(head);
      const key = alg === "ES256" && !crit && typ === "talkiego-description" ? await this.#key(kid) : null;
      const signed = new TextEncoder().encode(`${head}.${payload}`);
      if (!key || !(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, bytes(sealed), signed))) {
        return "its signature is not the backend's";
      }
      statement = json(payload);
    } catch (failure) {
      return `its signature cannot be checked (${failure.message})`;
    }
    if (statement.link !== link || statement.session !== this.session || !holds(statement.audience, this.fingerprints)) {
      return "it was signed for another link or another radio";
    }
    const now = (Date.now() + this.#aheadMillis) / 1000;
    if (!(now - CLOCK_ERROR_SECONDS <= statement.expires)) return "its signature is too old";
    const shown = shownIn(sdp);
    return shown.length > 0 && holds(statement.fingerprints, shown) ? "" : "its certificate is not the one the backend signed";
  }

  /** A key of the backend, fetched over HTTPS and not over the path it protects; a new one is asked for when it is met. */
  async #key(id) {
    if (!this.#keys?.has(id)) {
      const { keys, at } = await (await fetch("/v1/keys")).json();
      this.#aheadMillis = Date.parse(at) - Date.now();
      this.#keys = new Map(await Promise.all(keys.map(async ({ kid, kty, crv, x, y }) =>
        [kid, await crypto.subtle.importKey("jwk", { kty, crv, x, y }, CURVE, false, ["verify"])])));
    }
    return this.#keys.get(id);
  }
}
