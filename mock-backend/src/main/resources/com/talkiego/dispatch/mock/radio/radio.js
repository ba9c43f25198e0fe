// The radio page: a walkie-talkie in a browser. What is on screen follows from the handset's fields; see render().

import { Handset } from "./handset.js";

const at = (selector) => document.querySelector(selector);

const radio = new Handset(() => render());

const WORDS = {
  idle: "Hold to talk",
  asking: "Wait …",
  talking: "ON AIR – talk now",
  ending: "Still sending …",
  refused: "Not on air – let go",
};

function render() {
  const connection = at("#connection");
  connection.textContent = radio.connected ? `Connected as ${radio.self.alias}` : radio.name ? "Connecting …" : "Not signed in";
  connection.className = radio.connected ? "on" : radio.name ? "off" : "";
  const list = at("#channel");
  if (list.childElementCount !== radio.channels.length) {
    list.replaceChildren(...radio.channels.map(({ id, name }) => new Option(name, id)));
    if (!radio.channel && radio.channels.length > 0) radio.choose(sessionStorage.getItem("channel") ?? radio.channels[0].id);
  }
  list.value = radio.channel ?? "";
  const talking = radio.talker;
  at("#talker").textContent = talkerSentence(talking);
  at("#talker").classList.toggle("emergency", talking?.emergency === true);
  const others = [...radio.members.values()].filter(({ id }) => id !== radio.self?.id).map(({ alias }) => alias);
  at("#members").textContent = others.length > 0 ? `With you: ${others.slice(0, 8).join(", ")}${others.length > 8 ? ` and ${others.length - 8} more` : ""}` : "Nobody else is here";
  at("#road").textContent = radio.road?.topology === "p2p" && radio.road.state !== "prepare"
    ? "Direct to each member" : "Through the server";
  const talk = at("#talk");
  talk.dataset.phase = radio.phase;
  talk.textContent = WORDS[radio.phase];
  talk.setAttribute("aria-disabled", String(!radio.microphone));
  at("#notice").textContent = radio.problem;
  renderEmergencies();
  at("#microphone-help").hidden = !radio.name || radio.microphone !== null;
}

/** Without a connection nothing is heard: that must not look like a quiet channel. */
function talkerSentence(talking) {
  if (!radio.connected) return "Nothing can be heard: no connection";
  if (talking) return `${talking.emergency ? "EMERGENCY, " : ""}${talking.talker.alias} is talking`;
  return radio.phase === "talking" ? "You are talking" : "Quiet";
}

function renderEmergencies() {
  const list = at("#emergencies");
  const sentences = [...radio.emergencies.values()].map(sentenceOf);
  // A list written anew would be read out anew.
  if (sentences.join() !== [...list.children].map(({ textContent }) => textContent).join()) {
    list.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("li"), { textContent: sentence })));
  }
  list.hidden = sentences.length === 0;
  const channel = radio.channels.find(({ id }) => id === radio.channel);
  at("#confirm-question").textContent = `Raise an emergency on ${channel?.name ?? "this channel"}? Everybody on it and every dispatcher is told.`;
  at("#arm").hidden = radio.armed || radio.ownEmergency !== null;
  at("#confirm").hidden = !radio.armed;
}

function sentenceOf({ member, state, by }) {
  const whose = member.id === radio.self?.id ? "Your emergency" : `Emergency of ${member.alias}`;
  return state === "ACKNOWLEDGED" ? `${whose}: acknowledged by ${by}` : `${whose}: raised, nobody has answered yet`;
}

/** An amplitude as the place on a meter that begins at -60 dB. */
const deflection = (amplitude) => Math.max(0, 1 + Math.log10(Math.max(amplitude, 1e-6)) / 3);

function meters() {
  at("#hearing").value = deflection(radio.hearing);
  at("#speaking").value = deflection(radio.microphone?.level() ?? 0);
}

at("#sign-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  const name = at("#name").value.trim();
  localStorage.setItem("name", name);
  at("#sign-in").hidden = true;
  at("#set").hidden = false;
  await radio.switchOn(name);
  setInterval(meters, 66);
  render();
  at("#talk").focus();
});

at("#name").value = localStorage.getItem("name") ?? "";
at("#channel").addEventListener("change", (event) => {
  sessionStorage.setItem("channel", event.target.value);
  radio.choose(event.target.value);
  at("#talk").focus();
});

const talk = at("#talk");
talk.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  event.preventDefault();
  talk.focus();
  talk.setPointerCapture(event.pointerId);
  radio.press("pointer");
});
for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
  talk.addEventListener(name, () => radio.release("pointer"));
}
talk.addEventListener("contextmenu", (event) => event.preventDefault());

// The second step is another button in another place: a double tap, or a phone in a pocket, raises nothing.
at("#arm").addEventListener("click", () => radio.arm());
at("#disarm").addEventListener("click", () => {
  radio.disarm();
  talk.focus();
});
at("#raise").addEventListener("click", () => {
  radio.raise();
  talk.focus();
});

/** Whether the space bar belongs to that element, not to the key. */
const typing = (target) => target instanceof HTMLElement && target !== talk
  && ["BUTTON", "INPUT", "SELECT", "TEXTAREA", "SUMMARY", "A"].includes(target.tagName);
document.addEventListener("keydown", (event) => {
  if (event.code !== "Space" || typing(event.target) || at("#set").hidden) return;
  event.preventDefault();
  if (!event.repeat) radio.press("space");
});
document.addEventListener("keyup", (event) => {
  if (event.code !== "Space") return;
  if (!typing(event.target)) event.preventDefault();
  radio.release("space");
});
// A key released elsewhere is never told: what loses the page loses the key.
window.addEventListener("blur", () => radio.release("space", "pointer"));
document.addEventListener("visibilitychange", () => {
  if (document.hidden) radio.release("space", "pointer");
});
window.addEventListener("pagehide", () => radio.signal?.stop());
document.addEventListener("pointerdown", () => radio.heard());

// What tests look at; nothing on the page reads it.
window.radio = Object.freeze({
  get connected() { return radio.connected; },
  get links() { return radio.links; },
  get channel() { return radio.channel; },
  get phase() { return radio.phase; },
  get granted() { return radio.phase === "talking"; },
  get talker() { return radio.talker?.talker.alias ?? null; },
  get emergencies() { return [...radio.emergencies.values()].map(({ member, state }) => ({ alias: member.alias, state })); },
  get armed() { return radio.armed; },
  get members() { return [...radio.members.values()].map(({ alias }) => alias); },
  get microphone() { return radio.microphone?.live ?? false; },
  get overs() { return { ...radio.overs }; },
  get level() { return { hearing: radio.hearing, speaking: radio.microphone?.level() ?? 0 }; },
  get problem() { return radio.problem; },
  get road() { return radio.road && `${radio.road.topology} ${radio.road.state}`; },
  figures: () => radio.figures(),
});
render();
