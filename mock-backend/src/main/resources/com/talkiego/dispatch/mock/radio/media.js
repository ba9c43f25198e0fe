// The two one-way media links of a radio: the uplink that carries its overs out, and the slots that bring others in.

import { sounding } from "./peers.js";

const RAMP_SECONDS = 0.01;
/** The microphone behind a gate that is closed unless an over is on the air. */
export class Microphone {
  static async open(context) {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    });
    return new Microphone(context, stream);
  }

  constructor(context, stream) {
    this.context = context;
    this.gate = new GainNode(context, { gain: 0 });
    this.analyser = new AnalyserNode(context, { fftSize: 512 });
    const out = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
    source.connect(this.analyser);
    source.connect(this.gate).connect(out);
    [this.track] = out.stream.getAudioTracks();
    [this.raw] = stream.getAudioTracks();
  }

  get live() {
    return this.raw.readyState === "live" && !this.raw.muted;
  }

  openGate() {
    this.gate.gain.setTargetAtTime(1, this.context.currentTime, RAMP_SECONDS / 3);
  }

  closeGate() {
    this.gate.gain.cancelScheduledValues(this.context.currentTime);
    this.gate.gain.setTargetAtTime(0, this.context.currentTime, RAMP_SECONDS / 3);
  }

  /** Loudest sample just now, 0 to 1. */
  level() {
    const samples = new Float32Array(this.analyser.fftSize);
    this.analyser.getFloatTimeDomainData(samples);
    return samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  }
}

/** A link that is offered, answered, and offered anew when it fails. */
class Link {
  #attempt = 0;
  #timer = null;

  constructor(name, signal, iceServers, onProblem) {
    this.name = name;
    this.signal = signal;
    this.iceServers = iceServers;
    this.onProblem = onProblem;
    this.peer = null;
  }

  get connected() {
    return this.peer?.connectionState === "connected";
  }

  async open() {
    this.close();
    const peer = new RTCPeerConnection({
      bundlePolicy: "max-bundle",
      certificates: [this.signal.identity.certificate],
      iceServers: this.iceServers.map(({ urls, username, credential }) => ({ urls, username, credential })),
    });
    this.peer = peer;
    this.prepare(peer);
    peer.addEventListener("connectionstatechange", () => {
      if (this.peer !== peer) return;
      if (peer.connectionState === "connected") this.#attempt = 0;
      if (["failed", "disconnected"].includes(peer.connectionState)) this.reopen();
    });
    await this.negotiate(peer);
  }

  async negotiate(peer = this.peer) {
    try {
      await peer.setLocalDescription();
      const answer = await this.signal.request({ type: "media.offer", link: this.name, sdp: peer.localDescription.sdp });
      await this.signal.identity.check(this.name, answer.sdp, answer.signature);
      if (this.peer === peer) await peer.setRemoteDescription({ type: "answer", sdp: answer.sdp });
    } catch (failure) {
      if (this.peer !== peer) return;
      this.onProblem(`Audio cannot be connected: ${failure.message}`);
      this.reopen();
    }
  }

  /** Opens it again, later each time it fails. */
  reopen() {
    this.close();
    this.#timer = setTimeout(() => this.open(), Math.min(5000, 300 * 2 ** this.#attempt++));
  }

  close() {
    clearTimeout(this.#timer);
    this.peer?.close();
    this.peer = null;
  }
}

/** Carries this radio's overs out. Between overs it sends nothing at all. */
export class Uplink extends Link {
  #sender = null;
  #transceiver = null;

  constructor(signal, iceServers, onProblem) {
    super("pub", signal, iceServers, onProblem);
  }

  prepare(peer) {
    this.#transceiver = peer.addTransceiver("audio", { direction: "sendonly" });
    this.#sender = this.#transceiver.sender;
  }

  get mid() {
    return this.#transceiver?.mid ?? null;
  }

  /** Sends that track from now on, or nothing. */
  async carry(track) {
    try {
      await this.#sender?.replaceTrack(track);
    } catch {
      // The link is closed already: nothing is sent over it.
    }
  }

  /** What was sent so far, in packets. */
  async packetsSent() {
    if (!this.peer) return 0;
    const report = await this.peer.getStats();
    return [...report.values()].filter(({ type }) => type === "outbound-rtp").reduce((sum, one) => sum + one.packetsSent, 0);
  }
}

/** Brings overs in, one a slot. */
export class Slots extends Link {
  #count;
  #players = new Map();
  #mids = new Map();

  constructor(signal, iceServers, count, onProblem, onSilent) {
    super("sub", signal, iceServers, onProblem);
    this.#count = count;
    this.onSilent = onSilent;
  }

  prepare(peer) {
    for (const player of this.#players.values()) player.remove();
    this.#players.clear();
    for (let i = 0; i < this.#count; i++) peer.addTransceiver("audio", { direction: "recvonly" });
    peer.addEventListener("track", ({ track, transceiver }) => {
      const player = document.createElement("audio");
      player.autoplay = true;
      player.srcObject = new MediaStream([track]);
      document.body.append(player);
      this.#players.set(transceiver.mid, player);
      player.play().catch(() => this.onSilent());
    });
  }

  /** That slot carries that over from now on. */
  assigned(mid, over) {
    this.#mids.set(over, mid);
    const player = this.#players.get(mid);
    if (player) player.muted = false;
  }

  released(over) {
    const player = this.#players.get(this.#mids.get(over));
    this.#mids.delete(over);
    if (player) player.muted = false;
  }

  /** Whether that over comes in through a slot just now. */
  sounds(over) {
    const mid = this.#mids.get(over);
    return sounding(this.peer?.getTransceivers().find((one) => one.mid === mid)?.receiver);
  }

  /** Keeps an over silent that is heard another way. */
  mute(over, silent) {
    const player = this.#players.get(this.#mids.get(over));
    if (player) player.muted = silent;
  }

  /** Offers that many slots from now on. */
  async grow(count) {
    const more = Math.min(count, 8) - this.#count;
    if (more <= 0 || !this.peer) return;
    this.#count += more;
    for (let i = 0; i < more; i++) this.peer.addTransceiver("audio", { direction: "recvonly" });
    await this.negotiate();
  }

  /** Plays what the browser would not play before the user touched the page. */
  playAll() {
    for (const player of this.#players.values()) player.play().catch(() => this.onSilent());
  }

  /** Level of the loudest slot just now, 0 to 1. */
  level() {
    return (this.peer?.getReceivers() ?? [])
      .flatMap((receiver) => receiver.getSynchronizationSources())
      .filter(({ timestamp }) => performance.timeOrigin + performance.now() - timestamp < 250 || performance.now() - timestamp < 250)
      .reduce((most, { audioLevel }) => Math.max(most, audioLevel ?? 0), 0);
  }

  /** What was received so far: packets, and the energy of the sound played (its mean square times seconds). */
  async received() {
    if (!this.peer) return { packets: 0, energy: 0 };
    const report = await this.peer.getStats();
    return [...report.values()].filter(({ type }) => type === "inbound-rtp").reduce(
      (sum, one) => ({ packets: sum.packets + one.packetsReceived, energy: sum.energy + (one.totalAudioEnergy ?? 0) }),
      { packets: 0, energy: 0 });
  }
}
