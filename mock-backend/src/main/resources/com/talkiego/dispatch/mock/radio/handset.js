// The radio itself, without a page: its channel, its key and what it hears. It tells each change to one listener.

import { Signal } from "./signal.js";
import { Air } from "./air.js";
import { Identity } from "./identity.js";
import { Microphone, Slots, Uplink } from "./media.js";
import { Peers } from "./peers.js";
import { play, toneMillis } from "./tones.js";

const LONGEST_OVER_MILLIS = 60_000;
const ASK_AGAIN_MILLIS = 1000;
const ASK_TIMES = 3;
const PLAY_OUT_MILLIS = 300;
/** The emergency button stays unlocked that long. */
const ARMED_MILLIS = 6000;
/** An emergency the backend has not confirmed by then is said to be not raised. */
const CONFIRM_MILLIS = 3000;

const OPEN_STATES = ["RAISED", "ACKNOWLEDGED"];
const NOT_RAISED = "The emergency was NOT raised: the backend did not confirm it. Raise it again, or call by other means.";

const pause = (millis) => new Promise((resolve) => { setTimeout(resolve, millis); });

export class Handset {
  connected = false;
  self = null;
  channels = [];
  channel = null;
  members = new Map();
  talkers = new Map();
  /** The open emergencies of this channel, by id. */
  emergencies = new Map();
  /** Whether the emergency button is unlocked: the next step raises it. */
  armed = false;
  /** idle, asking, talking, ending, refused: refused lasts until the key is released. */
  phase = "idle";
  problem = "";
  overs = { sent: 0, heard: 0, refused: 0, cut: 0 };
  microphone = null;
  #held = new Set();
  #ticket = null;
  #tickets = 0;
  #timers = [];
  #armTimer = null;
  #uplink = null;
  #slots = null;
  #peers = null;
  #air = null;
  #iceServers = [];

  /** @param onChange called after anything changed that can be seen */
  constructor(onChange) {
    this.onChange = onChange;
  }

  async switchOn(name) {
    this.name = name;
    this.context = new AudioContext({ latencyHint: "interactive" });
    await this.context.resume();
    try {
      this.microphone = await Microphone.open(this.context);
    } catch (refusal) {
      this.microphoneProblem = refusal.name;
    }
    this.identity = await Identity.make();
    this.signal = new Signal(this.identity, () => this.#signIn(), {
      welcome: (message) => this.#welcomed(message),
      message: (message) => this.#told(message),
      lost: (reason) => this.#lost(reason),
      refused: (sentence) => this.#say(sentence),
    });
    await this.signal.start();
  }

  async #signIn() {
    const answer = await fetch("/v1/radio/sign-in", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: this.name, device: device(), fingerprints: this.identity.fingerprints }),
    });
    const body = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(body.text), { retryAfterMillis: body.retryAfterMillis });
    this.channels = body.channels;
    this.#iceServers = body.iceServers;
    this.onChange();
    return body;
  }

  #welcomed(message) {
    this.connected = true;
    this.self = message.self;
    this.#say("");
    if (!message.resumed) {
      this.#forgetChannel();
      this.#openLinks(message.slots);
      if (this.channel) this.#join(this.channel);
    }
    this.onChange();
  }

  #openLinks(slots) {
    this.#uplink?.close();
    this.#slots?.close();
    this.#peers?.closeAll();
    const problem = (sentence) => this.#say(sentence);
    const silent = () => this.#say("The browser keeps the sound back: tap anywhere on the page to hear.");
    this.#slots = new Slots(this.signal, this.#iceServers, slots, problem, silent);
    this.#slots.open();
    this.#peers = new Peers({
      signal: this.signal,
      iceServers: this.#iceServers,
      silent,
      selfId: () => this.self.id,
      channel: () => this.channel,
      over: () => this.talker,
      slots: () => this.#slots,
      ways: () => this.#air?.turn(),
    });
    if (this.microphone) {
      this.#uplink = new Uplink(this.signal, this.#iceServers, problem);
      this.#uplink.open();
      this.#air = new Air(this.microphone, this.#uplink, this.#peers);
    }
  }

  async choose(id) {
    if (id === this.channel) return;
    await this.release(...this.#held);
    if (this.channel) this.signal.request({ type: "leave", channels: [this.channel] }).catch(() => {});
    this.#forgetChannel();
    this.disarm();
    this.channel = id;
    if (this.connected) await this.#join(id);
    this.onChange();
  }

  async #join(id) {
    try {
      const { channels, refused } = await this.signal.request({ type: "join", channels: [id] });
      for (const channel of channels) {
        this.members = new Map(channel.members.map((member) => [member.id, member]));
        if (channel.talking) this.talkers.set(channel.talking.over, channel.talking);
        this.#peers.found(channel.topology);
      }
      for (const one of refused) this.#say(one.text);
    } catch (failure) {
      this.#say(failure.message);
    }
    this.onChange();
  }

  #forgetChannel() {
    this.#peers?.closeAll();
    this.members.clear();
    this.talkers.clear();
    this.emergencies.clear();
  }

  /** The first step to an emergency: unlocks the second for some seconds. */
  arm() {
    const reason = this.#whyNoEmergency();
    if (reason) {
      this.#say(reason);
      return;
    }
    this.armed = true;
    clearTimeout(this.#armTimer);
    this.#armTimer = setTimeout(() => this.disarm(), ARMED_MILLIS);
    this.onChange();
  }

  disarm() {
    clearTimeout(this.#armTimer);
    this.armed = false;
    this.onChange();
  }

  /** The second step: raises it, unless the first was not taken or is too long ago. */
  raise() {
    if (!this.armed) return;
    this.disarm();
    const channel = this.channel;
    const reason = this.#whyNoEmergency();
    if (reason || !this.signal.send({ type: "emergency.raise", ref: 0, channel })) {
      this.#say(reason ?? NOT_RAISED);
      return;
    }
    this.#say("");
    setTimeout(() => {
      if (this.channel === channel && !this.ownEmergency && !this.problem) this.#say(NOT_RAISED);
    }, CONFIRM_MILLIS);
  }

  #whyNoEmergency() {
    if (!this.connected) return NOT_RAISED;
    return this.channel ? null : "Choose a channel first.";
  }

  /** This radio's open emergency on its channel, if any. */
  get ownEmergency() {
    return [...this.emergencies.values()].find(({ member }) => member.id === this.self?.id) ?? null;
  }

  #emergency(changed) {
    if (changed.channel !== this.channel) return;
    const known = this.emergencies.get(changed.id);
    if (!OPEN_STATES.includes(changed.state)) this.emergencies.delete(changed.id);
    else this.emergencies.set(changed.id, changed);
    if (!known && this.emergencies.has(changed.id) && changed.member.id !== this.self?.id) play(this.context, "alarm");
  }

  /** A key went down: the button, the space bar. */
  press(source) {
    if (this.#held.has(source)) return;
    this.#held.add(source);
    if (this.#held.size > 1 || this.phase === "ending") return;
    const reason = this.#whyNot();
    if (reason) {
      this.#refuse(reason);
      return;
    }
    this.#say("");
    this.phase = "asking";
    this.#ticket = `over-${++this.#tickets}`;
    this.#ask(this.#ticket, ASK_TIMES);
    this.onChange();
  }

  #whyNot() {
    if (!this.connected) return "There is no connection to the backend.";
    if (!this.channel) return "Choose a channel first.";
    if (!this.microphone?.live) return "There is no microphone, you can only listen.";
    if (!this.#uplink?.connected) return "The audio is not connected yet.";
    return null;
  }

  #ask(ticket, times) {
    if (this.#ticket !== ticket || this.phase !== "asking") return;
    if (times === 0) {
      this.signal.send({ type: "floor.release", ticket });
      this.#refuse("The backend did not answer.");
      return;
    }
    this.signal.send({
      type: "floor.request", ref: 0, ticket, uplink: this.#uplink.mid, channels: [this.channel],
      priority: 0, queue: false, emergency: false,
    });
    this.#later(() => this.#ask(ticket, times - 1), ASK_AGAIN_MILLIS);
  }

  /** Keys went up; the over ends when none is held. */
  async release(...sources) {
    for (const source of sources) this.#held.delete(source);
    if (this.#held.size > 0) return;
    if (this.phase === "asking") this.signal.send({ type: "floor.release", ticket: this.#ticket });
    if (this.phase === "talking") {
      await this.#endOver();
    } else if (this.phase !== "ending") {
      this.#idle();
    }
  }

  async #endOver() {
    const ticket = this.#ticket;
    this.phase = "ending";
    this.onChange();
    await this.#air.end();
    this.signal.send({ type: "floor.release", ticket });
    if (this.#ticket === ticket) this.#idle();
  }

  async #granted({ ticket, channel, durationMillis }) {
    this.signal.send({ type: "floor.ack", ticket, channel, of: "floor.granted" });
    if (ticket !== this.#ticket || this.phase !== "asking") {
      if (this.phase !== "talking" || ticket !== this.#ticket) this.signal.send({ type: "floor.release", ticket });
      return;
    }
    this.phase = "talking";
    this.overs.sent++;
    this.signal.watchClosely();
    play(this.context, "permit");
    this.#later(() => this.#cut("Cut off: you talked for too long."), Math.min(LONGEST_OVER_MILLIS, durationMillis));
    this.onChange();
    // The tone would be heard on the channel.
    await pause(toneMillis("permit"));
    if (this.phase === "talking" && this.#ticket === ticket) await this.#air.begin();
  }

  /** Off the air at once, for a reason; the key has to be released before it counts again. */
  #cut(reason) {
    this.#air?.cut();
    this.signal.send({ type: "floor.release", ticket: this.#ticket });
    this.overs.cut++;
    play(this.context, "cut");
    this.#blocked(reason);
  }

  #refuse(reason) {
    this.overs.refused++;
    play(this.context, "bonk");
    this.#blocked(reason);
  }

  #blocked(reason) {
    this.#forgetOver();
    this.phase = this.#held.size > 0 ? "refused" : "idle";
    this.#say(reason);
  }

  #idle() {
    this.#forgetOver();
    // A key pressed while the last over was ending counts only after it was released once.
    this.phase = this.#held.size > 0 ? "refused" : "idle";
    this.onChange();
  }

  #forgetOver() {
    this.#timers.forEach(clearTimeout);
    this.#timers = [];
    this.#ticket = null;
    this.signal.keyed = false;
  }

  #told(message) {
    switch (message.type) {
      case "floor.granted": this.#granted(message); break;
      case "floor.deny": if (message.ticket === this.#ticket) this.#refuse(reasonOf(message)); break;
      case "floor.revoke": this.#revoked(message); break;
      case "floor.taken": this.#taken(message); break;
      case "floor.idle": this.talkers.delete(message.over); this.#peers?.gate(); break;
      case "topology": if (message.channel === this.channel) this.#peers?.told(message); break;
      case "peer.offer": if (message.channel === this.channel) this.#peers?.offered(message); break;
      case "peer.answer": this.#peers?.answered(message); break;
      case "peer.closed": this.#peers?.closed(message); break;
      case "emergency": this.#emergency(message.emergency); break;
      case "presence": this.#presence(message); break;
      case "slot.assigned": this.#slotAssigned(message); break;
      case "slot.released":
        this.#slots?.released(message.over);
        setTimeout(() => this.signal.send({ type: "slot.freed", mid: message.mid, over: message.over }), PLAY_OUT_MILLIS);
        break;
      case "slots.wanted": this.#slots?.grow(message.slots); break;
      case "media.gone": this.#linkGone(message.link); break;
      case "failed": this.#say(message.text); break;
      default:
    }
    this.onChange();
  }

  #taken(over) {
    this.talkers.set(over.over, over);
    if (!this.#peers?.ways.server) this.overs.heard++;
    this.#peers?.gate();
  }

  #slotAssigned({ mid, over, continues }) {
    this.#slots?.assigned(mid, over);
    // What is heard over a link goes on to be, until the slot sounds.
    if (continues) this.#slots?.mute(over, true);
    else this.overs.heard++;
  }

  #revoked({ ticket, channel, text }) {
    this.signal.send({ type: "floor.ack", ticket, channel, of: "floor.revoke" });
    if (ticket === this.#ticket) this.#cut(text);
  }

  #presence({ channel, came, went }) {
    if (channel !== this.channel) return;
    for (const member of went) this.members.delete(member.id);
    for (const member of came) this.members.set(member.id, member);
  }

  #linkGone(name) {
    if (name === "sub") this.#slots?.reopen();
    else {
      if (this.phase === "talking") this.#cut("Cut off: the audio connection was lost.");
      this.#uplink?.reopen();
    }
  }

  #lost(reason) {
    const wasOn = this.phase === "talking" || this.phase === "ending";
    this.connected = false;
    this.talkers.clear();
    this.#peers?.gate();
    if (wasOn) this.#cut("Cut off: the connection was lost.");
    else if (this.phase === "asking") this.#refuse("The connection was lost.");
    else this.#say(`Not connected: ${reason}`);
  }

  #say(sentence) {
    this.problem = sentence;
    this.onChange();
  }

  #later(deed, millis) {
    this.#timers.push(setTimeout(deed, millis));
  }

  /** The other who talks on this channel, if any. */
  get talker() {
    return [...this.talkers.values()].find(({ talker, channel }) =>
      talker.id !== this.self?.id && (channel === undefined || channel === this.channel)) ?? null;
  }

  get hearing() {
    return Math.max(this.#slots?.level() ?? 0, this.#peers?.level() ?? 0);
  }

  get links() {
    return { pub: this.#uplink?.peer?.connectionState ?? "none", sub: this.#slots?.peer?.connectionState ?? "none" };
  }

  /** How the channel's sound goes now, and why. */
  get road() {
    return this.#peers?.road ?? null;
  }

  heard() {
    this.#slots?.playAll();
    this.#peers?.playAll();
    this.context?.resume();
  }

  /** Figures for tests. */
  async figures() {
    return { sent: (await this.#uplink?.packetsSent()) ?? 0, received: await this.#slots?.received(), links: await this.#peers?.figures() };
  }
}

function reasonOf({ text, talker }) {
  return talker && !text.includes(talker.alias) ? `${text}: ${talker.alias}` : text;
}

/** A random text that this tab keeps, so that it is the same radio after a reload. */
function device() {
  let kept = sessionStorage.getItem("device");
  if (!kept) {
    kept = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    sessionStorage.setItem("device", kept);
  }
  return kept;
}
