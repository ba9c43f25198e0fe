// The links straight to and from other members of the channel, and the change between them and the media server.

const GATHERING_MILLIS = 2000;
const REPORT_MILLIS = 5000;
const HEARD_MILLIS = 500;
const LOOK_MILLIS = 50;

const pause = (millis) => new Promise((resolve) => { setTimeout(resolve, millis); });

/** A description with its candidates in it: there is no trickling. */
async function described(peer) {
  await peer.setLocalDescription();
  const gathered = new Promise((resolve) => {
    if (peer.iceGatheringState === "complete") resolve();
    peer.addEventListener("icegatheringstatechange", () => {
      if (peer.iceGatheringState === "complete") resolve();
    });
  });
  await Promise.race([gathered, pause(GATHERING_MILLIS)]);
  return peer.localDescription.sdp;
}

/** One link, one way: this radio is its talking or its listening end. */
class PeerLink {
  #timer = null;
  #lost = 0;
  #received = 0;
  state = "opening";

  constructor(named, outgoing, radio, report) {
    this.named = named;
    this.outgoing = outgoing;
    this.report = report;
    this.peer = new RTCPeerConnection({
      bundlePolicy: "max-bundle",
      certificates: [radio.signal.identity.certificate],
      iceServers: radio.iceServers.map(({ urls, username, credential }) => ({ urls, username, credential })),
    });
    this.peer.addEventListener("connectionstatechange", () => this.#changed());
  }

  async offer() {
    this.sender = this.peer.addTransceiver("audio", { direction: "sendonly" }).sender;
    return described(this.peer);
  }

  async answer(sdp, onSilent) {
    this.peer.addEventListener("track", ({ track, receiver }) => {
      this.receiver = receiver;
      this.track = track;
      // Nothing of a link is played before the floor says that its talker may be heard.
      track.enabled = false;
      this.player = document.createElement("audio");
      this.player.autoplay = true;
      this.player.srcObject = new MediaStream([track]);
      document.body.append(this.player);
      this.player.play().catch(onSilent);
    });
    await this.peer.setRemoteDescription({ type: "offer", sdp });
    return described(this.peer);
  }

  #changed() {
    if (this.peer.connectionState === "connected") {
      this.state = "up";
      this.#tell();
    } else if (["failed", "disconnected"].includes(this.peer.connectionState)) {
      this.state = "failed";
      clearTimeout(this.#timer);
      this.report({ link: this.named.id, state: "failed", roundTripMillis: 0, lossFraction: 0 });
    }
  }

  async #tell() {
    clearTimeout(this.#timer);
    if (this.state !== "up") return;
    const { path, roundTripMillis, lossFraction } = await this.figures();
    if (this.state !== "up") return;
    this.report({ link: this.named.id, state: "up", path, roundTripMillis, lossFraction });
    this.#timer = setTimeout(() => this.#tell(), REPORT_MILLIS);
  }

  /** How its packets go, and what came over it. */
  async figures() {
    const all = [...(await this.peer.getStats()).values()];
    const byId = new Map(all.map((one) => [one.id, one]));
    const transport = all.find(({ type }) => type === "transport");
    const pair = byId.get(transport?.selectedCandidatePairId);
    const local = byId.get(pair?.localCandidateId);
    const remote = byId.get(pair?.remoteCandidateId);
    const inbound = all.find(({ type }) => type === "inbound-rtp");
    const far = all.find(({ type }) => type === "remote-inbound-rtp");
    const lost = (inbound?.packetsLost ?? 0) - this.#lost;
    const received = (inbound?.packetsReceived ?? 0) - this.#received;
    this.#lost += lost;
    this.#received += received;
    return {
      path: [local?.candidateType, remote?.candidateType].includes("relay") ? "relayed" : "direct",
      roundTripMillis: Math.round((pair?.currentRoundTripTime ?? 0) * 1000),
      lossFraction: Math.min(1, Math.max(0, this.outgoing ? far?.fractionLost ?? 0 : lost / Math.max(1, lost + received))),
      local: local ? `${local.candidateType} ${local.port}` : null,
      remote: remote ? `${remote.candidateType} ${remote.port}` : null,
      packets: inbound?.packetsReceived ?? 0,
      energy: inbound?.totalAudioEnergy ?? 0,
      sent: all.find(({ type }) => type === "outbound-rtp")?.packetsSent ?? 0,
    };
  }

  /** Whether sound came over it within the last moment. */
  get sounds() {
    return sounding(this.receiver);
  }

  close() {
    this.state = "closed";
    clearTimeout(this.#timer);
    this.player?.remove();
    this.peer.close();
  }
}

/** Whether packets arrived within the last moment; the clock of their time stamps differs between browsers. */
export function sounding(receiver) {
  return (receiver?.getSynchronizationSources() ?? []).some(({ timestamp }) =>
    Math.min(Math.abs(performance.timeOrigin + performance.now() - timestamp), Math.abs(performance.now() - timestamp)) < 150);
}

/** All links of this radio on its channel. */
export class Peers {
  #links = new Map();
  #road = { topology: "sfu", state: "settled", revision: 0, reason: "" };
  #heard = null;
  #looking = null;
  #watched = null;

  /** @param radio { signal, iceServers, selfId(), channel(), over(), slots(), ways(), silent() } */
  constructor(radio) {
    this.radio = radio;
  }

  get road() {
    return this.#road;
  }

  /** Which ways an over of this radio goes now. */
  get ways() {
    const { topology, state } = this.#road;
    const straight = topology === "p2p" ? state !== "prepare" : state === "active";
    return { server: topology === "sfu" || state !== "settled", straight };
  }

  /** The channel as found on joining it; nothing for one that always goes through the media server. */
  found(topology) {
    if (topology) this.told(topology);
  }

  told(message) {
    this.#road = message;
    if (message.topology === "p2p" && message.state === "prepare") {
      for (const link of message.links) {
        if (link.from === this.radio.selfId() && !this.#links.has(link.id)) this.#offer(link);
      }
    }
    if (message.state === "active") this.#changeOver();
    this.radio.ways();
    this.gate();
  }

  async #offer(named) {
    const link = new PeerLink(named, true, this.radio, (report) => this.#report(report));
    this.#links.set(named.id, link);
    try {
      this.radio.signal.send({ type: "peer.offer", ref: 0, link: named.id, sdp: await link.offer() });
    } catch {
      // The server gives the links up after a while, and names them anew later.
    }
  }

  async offered({ link: id, from, sdp, signature }) {
    this.#links.get(id)?.close();
    const named = { id, from: from.id, to: this.radio.selfId() };
    const link = new PeerLink(named, false, this.radio, (report) => this.#report(report));
    this.#links.set(id, link);
    try {
      await this.radio.signal.identity.check(id, sdp, signature);
      const answer = await link.answer(sdp, () => this.radio.silent());
      this.radio.signal.send({ type: "peer.answer", ref: 0, link: id, sdp: answer });
      this.gate();
    } catch {
      this.#report({ link: id, state: "failed", roundTripMillis: 0, lossFraction: 0 });
    }
  }

  async answered({ link: id, sdp, signature }) {
    const link = this.#links.get(id);
    if (!link?.outgoing || link.peer.signalingState !== "have-local-offer") return;
    try {
      await this.radio.signal.identity.check(id, sdp, signature);
      await link.peer.setRemoteDescription({ type: "answer", sdp });
    } catch {
      this.#report({ link: id, state: "failed", roundTripMillis: 0, lossFraction: 0 });
    }
  }

  closed({ link: id }) {
    this.#links.get(id)?.close();
    this.#links.delete(id);
  }

  closeAll() {
    for (const link of this.#links.values()) link.close();
    this.#links.clear();
    this.#road = { topology: "sfu", state: "settled", revision: 0, reason: "" };
    clearInterval(this.#looking);
  }

  #report(report) {
    this.radio.signal.send({ type: "peer.state", ...report });
  }

  /** Puts a track, or nothing, on every link to another member. */
  async talk(track) {
    const outgoing = [...this.#links.values()].filter(({ outgoing: out, state }) => out && state !== "closed");
    await Promise.allSettled(outgoing.map(({ sender }) => sender?.replaceTrack(track)));
  }

  #incoming(member) {
    return [...this.#links.values()].find(({ outgoing, named, state }) => !outgoing && named.from === member && state !== "closed");
  }

  /** Lets through what the floor allows and nothing else; called whenever the floor or the way changes. */
  gate() {
    const over = this.radio.over();
    const { straight, server } = this.ways;
    const link = over && straight ? this.#incoming(over.talker.id) : null;
    // While both ways carry, the change-over decides which of them is heard.
    const heard = link && (!server || this.#heard?.over === over.over) ? link : null;
    for (const one of this.#links.values()) {
      if (one.track) one.track.enabled = one === heard;
    }
    if (link) this.#watch(link, over);
    else this.#heard = null;
  }

  /** Tells the talker's side that its sound arrives, while it does. */
  #watch(link, over) {
    if (this.#watched === over.over) return;
    this.#watched = over.over;
    let next = 0;
    let before = null;
    const look = setInterval(async () => {
      if (this.radio.over()?.over !== over.over || !this.ways.straight) {
        clearInterval(look);
        if (this.#watched === over.over) this.#watched = null;
        return;
      }
      if (!link.sounds || performance.now() < next) return;
      next = performance.now() + HEARD_MILLIS;
      const { packets } = await link.figures();
      before ??= packets - 1;
      this.radio.signal.send({ type: "over.heard", channel: this.radio.channel(), over: over.over, packets: packets - before });
    }, LOOK_MILLIS);
  }

  /** Hears the running over the new way as soon as it sounds there, then says that the earlier one is not needed any more. */
  #changeOver() {
    clearInterval(this.#looking);
    const revision = this.#road.revision;
    const look = () => {
      if (this.#road.revision !== revision || this.#road.state !== "active") return true;
      const over = this.radio.over();
      const link = over && this.#incoming(over.talker.id);
      const straight = this.#road.topology === "p2p";
      const sounds = !over || (straight ? link?.sounds : this.radio.slots().sounds(over.over));
      if (!sounds) return false;
      if (over) {
        this.#heard = straight ? { over: over.over } : null;
        this.radio.slots().mute(over.over, straight);
        this.gate();
      }
      this.radio.signal.send({ type: "topology.ready", channel: this.radio.channel(), revision });
      return true;
    };
    const over = this.radio.over();
    if (over && this.#road.topology === "sfu") {
      this.#heard = { over: over.over };
      this.radio.slots().mute(over.over, true);
    }
    if (look()) return;
    this.#looking = setInterval(() => { if (look()) clearInterval(this.#looking); }, LOOK_MILLIS);
  }

  playAll() {
    for (const { player } of this.#links.values()) player?.play().catch(() => this.radio.silent());
  }

  level() {
    return [...this.#links.values()].filter(({ track }) => track?.enabled)
      .flatMap(({ receiver }) => receiver.getSynchronizationSources())
      .reduce((most, { audioLevel }) => Math.max(most, audioLevel ?? 0), 0);
  }

  /** Every link with its figures, for tests. */
  async figures() {
    return Promise.all([...this.#links.values()].map(async (link) => (
      { ...link.named, outgoing: link.outgoing, state: link.state, playing: link.track?.enabled ?? false, ...await link.figures() })));
  }
}
