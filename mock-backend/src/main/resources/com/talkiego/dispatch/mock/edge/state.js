// The state page: shows whatever /state.json holds, and a form for each action it names.

const summary = document.querySelector("#summary");
const outcome = document.querySelector("#outcome");
const actions = document.querySelector("#actions");
const state = document.querySelector("#state");

function element(name, text, ...children) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

/** A number with at most two decimals, 'none' for what is missing, a table for what has parts. */
function shown(value) {
  if (value === null || value === undefined || value === "") return "–";
  if (typeof value === "number") return String(Math.round(value * 100) / 100);
  if (Array.isArray(value)) {
    if (value.length === 0) return "none";
    return value.every((one) => typeof one === "object" && one !== null) ? rows(value) : value.map(shown).join(", ");
  }
  return typeof value === "object" ? pairs(value) : String(value);
}

function rows(list) {
  const names = [...new Set(list.flatMap((one) => Object.keys(one)))];
  const head = element("tr", undefined, ...names.map((name) => element("th", name)));
  const body = list.map((one) => element("tr", undefined, ...names.map((name) => element("td", undefined, shown(one[name])))));
  return element("table", undefined, element("thead", undefined, head), element("tbody", undefined, ...body));
}

function pairs(object) {
  const body = Object.entries(object).map(([name, value]) =>
    element("tr", undefined, element("th", name), element("td", undefined, shown(value))));
  return element("table", undefined, element("tbody", undefined, ...body));
}

function read(field, text) {
  if (field.kind === "number") return Number(text);
  if (field.kind === "boolean") return text === "true";
  return text;
}

async function act(action, inputs) {
  const body = {};
  for (const field of action.fields) {
    const text = inputs.get(field.name).value.trim();
    if (text !== "") body[field.name] = read(field, text);
  }
  try {
    const answer = await fetch(`/act/${action.name}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    outcome.textContent = (await answer.json()).text;
    outcome.classList.toggle("bad", !answer.ok);
  } catch (failure) {
    outcome.textContent = `The backend does not answer (${failure.message}).`;
    outcome.classList.add("bad");
  }
}

function form(action) {
  const inputs = new Map();
  const made = element("form", undefined, element("strong", action.name), element("p", action.sentence));
  for (const field of action.fields) {
    const input = element("input");
    input.value = field.required ? field.example : "";
    input.placeholder = field.example;
    input.title = field.sentence;
    inputs.set(field.name, input);
    made.append(element("label", undefined, element("span", field.name), input));
  }
  made.append(element("button", "Do it"));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    act(action, inputs);
  });
  return made;
}

function section(name, value) {
  const scroll = element("div", undefined, shown(value));
  scroll.className = "scroll";
  return element("section", undefined, element("h2", name), scroll);
}

async function refresh() {
  try {
    const answer = await fetch("/state.json");
    const body = await answer.json();
    if (!answer.ok) throw new Error(body.text);
    const { actions: known, ...sections } = body;
    if (actions.childElementCount === 0) actions.append(...known.map(form));
    state.replaceChildren(...Object.entries(sections).map(([name, value]) => section(name, value)));
    summary.textContent = `Running, process ${body.process.pid}, ${Math.round(body.process.rssMb)} MB, `
      + `${body.process.cpuSeconds.toFixed(1)} s of CPU in ${Math.round(body.process.upSeconds)} s.`;
    summary.classList.remove("gone");
  } catch (failure) {
    summary.textContent = `The backend does not answer (${failure.message}). What is below is old.`;
    summary.classList.add("gone");
  }
}

await refresh();
setInterval(refresh, 1000);
