// The review page. It asks nothing of any network; decisions leave it only as the file that
// is saved. Everything from students is put in as text, never as markup.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const storeName = `teachkit-review:${data.results}${data.sample ? ":sample" : ""}`;
  const PAGE = 100;
  const WORDS = { accept: "Accepted", reject: "Rejected", credit: "Part credit", levels: "Marked" };

  // --- State: unit -> decision; nothing in it tells who a student is ----------------------

  let decided = {}; // "question.unit" -> { v, c, l, r }
  let saved = {}; // the same for what was in the last file that was saved
  const past = []; // what undo puts back
  let stored = true;
  let current = 0;

  const unitKey = (q, u) => `${q}.${u}`;
  const complete = (one) => Boolean(one && one.v);

  function load() {
    try {
      const kept = JSON.parse(localStorage.getItem(storeName) || "{}");
      decided = kept.decided || {};
      saved = kept.saved || {};
    } catch {
      stored = false;
    }
  }

  function keep() {
    try {
      localStorage.setItem(storeName, JSON.stringify({ decided, saved }));
      stored = true;
    } catch {
      stored = false;
    }
    byId("unstored").hidden = stored;
  }

  // --- Making elements ---------------------------------------------------------------------

  function make(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (name === "text") node.textContent = value;
      else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.filter(Boolean));
    return node;
  }

  const say = (text) => {
    const box = byId("said");
    box.textContent = "";
    requestAnimationFrame(() => { box.textContent = text; });
  };

  const short = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
  const answers = (n) => (n === 1 ? "1 answer" : `${n} answers`);

  // --- Counting ------------------------------------------------------------------------------

  const openUnits = (q) =>
    data.questions[q].units.map((_, u) => u).filter((u) => !complete(decided[unitKey(q, u)]));

  function count() {
    let all = 0, done = 0;
    data.questions.forEach((question, q) => {
      const left = openUnits(q).length;
      all += question.units.length;
      done += question.units.length - left;
      const tab = byId(`tab-${q}`);
      tab.querySelector(".left").textContent = left ? `${left} open` : "done";
    });
    byId("progress").max = Math.max(all, 1);
    byId("progress").value = done;
    byId("count").textContent = `${done} of ${all} decisions made`;
    byId("undo").setAttribute("aria-disabled", String(!past.length));
  }

  // --- Deciding --------------------------------------------------------------------------------

  function change(changes, text) {
    const before = changes.map(([key]) => [key, decided[key]]);
    past.push({ before, text });
    put(changes);
    say(text);
  }

  function put(changes) {
    for (const [key, value] of changes) {
      if (value) decided[key] = value;
      else delete decided[key];
    }
    keep();
    for (const [key] of changes) show(key);
    count();
  }

  function undo() {
    const last = past.pop();
    if (!last) {
      say("Nothing to undo");
      return;
    }
    put(last.before);
    say(`Undone: ${last.text}`);
    const [q, u] = last.before[0][0].split(".").map(Number);
    open(q, u);
  }

  function decide(q, u, v, c) {
    const key = unitKey(q, u);
    const old = decided[key] || {};
    const same = old.v === v && (old.c || "") === (c || "");
    const value = same ? undefined : { v, c, r: old.r };
    const what = same ? "Taken back" : v === "credit" ? `${WORDS[v]} ${c}` : WORDS[v];
    change([[key, value]], `${what}: ${short(data.questions[q].units[u].answers[0][0])}`);
  }

  // A whole cluster at once; what was decided in it before stays as it is.
  function decideAll(q, units, v) {
    const todo = units.filter((u) => !complete(decided[unitKey(q, u)]));
    if (!todo.length) {
      say("All of these are decided");
      return;
    }
    const sum = todo.reduce((n, u) => n + data.questions[q].units[u].count, 0);
    change(todo.map((u) => [unitKey(q, u), { v }]), `${WORDS[v]}: ${answers(sum)} in ${todo.length} forms`);
  }

  // --- Short answers -----------------------------------------------------------------------------

  function unitNode(q, u) {
    const unit = data.questions[q].units[u];
    const id = `u-${q}-${u}`;
    const press = (v, c, label, hint) =>
      make("button", { type: "button", "data-v": v, "data-c": c || false, "aria-pressed": "false",
        "aria-keyshortcuts": hint || false, text: label, onclick: () => decide(q, u, v, c) });
    const credit = make("select", { "aria-label": "Part credit", onchange: (event) => {
      const old = decided[unitKey(q, u)] || {};
      if (event.target.value) decide(q, u, "credit", event.target.value);
      else if (old.v === "credit") decide(q, u, "credit", old.c);
    } }, make("option", { value: "", text: "Part credit …" }),
      ...["1/4", "1/3", "1/2", "2/3", "3/4"].map((c) => make("option", { value: c, text: c })));
    const said = make("p", { id: `${id}-said` });
    unit.answers.forEach(([text, n], place) => {
      if (place) said.append(" · ");
      said.append(make("bdi", { class: "said", text }));
      if (unit.answers.length > 1) said.append(make("span", { class: "quiet", text: ` ×${n}` }));
    });
    if (unit.more) said.append(make("span", { class: "quiet", text: ` and ${unit.more} more spellings` }));
    const why = make("input", { type: "text", "aria-label": "Reason, for the record", onchange: (event) => {
      const old = decided[unitKey(q, u)];
      if (old) put([[unitKey(q, u), { ...old, r: event.target.value }]]);
      else { event.target.value = ""; say("Decide first, then give the reason"); }
    } });
    return make("li", {},
      make("div", { class: "unit", id, role: "group", tabindex: "-1", "aria-labelledby": `${id}-said ${id}-info` },
        said,
        make("p", { class: "quiet", id: `${id}-info` },
          make("span", { text: `${answers(unit.count)}. ` }),
          make("span", { class: "verdict" }),
          make("span", { text: ` ${unit.reason}` })),
        unit.suggestion && make("p", { class: "quiet", text: `Suggestion: ${unit.suggestion}` }),
        make("p", { class: "quiet codes", hidden: true, text: unit.students.join(", ") }),
        make("div", { class: "actions" }, press("accept", "", "Accept", "a"), press("reject", "", "Reject", "r"),
          press("credit", "1/2", "Half", "p"), credit,
          make("button", { type: "button", "aria-keyshortcuts": "s", text: "Skip", onclick: () => next(q, u) }),
          make("details", {}, make("summary", { text: "Reason" }), why))));
  }

  function showUnits(q) {
    const question = data.questions[q];
    const list = byId(`units-${q}`);
    const from = list.shown || 0;
    const to = Math.min(question.units.length, from + PAGE);
    const groups = new Map();
    for (let u = from; u < to; u += 1) {
      const cluster = question.units[u].cluster;
      groups.set(cluster, [...(groups.get(cluster) || []), u]);
    }
    for (const units of groups.values()) {
      if (units.length === 1) {
        list.append(unitNode(q, units[0]));
        continue;
      }
      const sum = units.reduce((n, u) => n + question.units[u].count, 0);
      const guess = question.units[units[0]].suggestion;
      const name = `${answers(sum)} ${guess ? `(${guess})` : "that look alike"}, in ${units.length} forms`;
      const all = (v, label) => make("button", { type: "button", text: label, onclick: () => decideAll(q, units, v) });
      list.append(make("li", { class: "cluster", "data-units": units.join(",") },
        make("p", { text: `${name}. Decide all, then change the exceptions.` }),
        make("div", { class: "actions" }, all("accept", `Accept all ${units.length}`), all("reject", `Reject all ${units.length}`)),
        make("ul", { class: "units", "aria-label": name }, ...units.map((u) => unitNode(q, u)))));
    }
    list.shown = to;
    byId(`more-${q}`).hidden = to >= question.units.length;
    for (let u = from; u < to; u += 1) show(unitKey(q, u));
    showCodes();
  }

  // --- Essays: one answer at a time --------------------------------------------------------------

  function essayNode(q, u) {
    const question = data.questions[q];
    const unit = question.units[u];
    const id = `u-${q}-${u}`;
    const choose = (criterion, points) => {
      const key = unitKey(q, u);
      const old = decided[key] || {};
      const l = { ...(old.l || {}), [criterion]: points };
      const whole = question.rubric.every((one) => one.id in l);
      change([[key, { ...old, l, v: whole ? "levels" : undefined }]],
        whole ? `Answer ${u + 1} is marked` : `${criterion}: ${points}`);
    };
    const rubric = question.rubric.map((criterion) =>
      make("fieldset", { "data-criterion": criterion.id }, make("legend", { text: criterion.text }),
        make("div", { class: "levels" }, ...criterion.levels.map((level, n) =>
          make("label", {}, make("input", { type: "radio", name: `${id}-${criterion.id}`, value: level.points,
            "aria-keyshortcuts": n < 9 ? String(n + 1) : false,
            onchange: () => choose(criterion.id, level.points) }),
          make("span", { text: `${level.points}: ${level.text}` }))))));
    return make("div", { class: "unit essay", id, role: "group", tabindex: "-1", hidden: true, "aria-label": `Answer ${u + 1} of ${question.units.length}` },
      make("h3", { text: `Answer ${u + 1} of ${question.units.length}` }),
      make("p", { class: "quiet codes", hidden: true, text: unit.students.join(", ") }),
      make("p", {}, make("bdi", { class: "said", text: unit.answers[0][0] })),
      make("p", { class: "verdict" }), ...rubric,
      make("div", { class: "actions" },
        make("button", { type: "button", text: "Previous answer", onclick: () => step(q, u, -1) }),
        make("button", { type: "button", text: "Next answer", onclick: () => step(q, u, 1) }),
        make("button", { type: "button", text: "Clear", onclick: () => change([[unitKey(q, u), undefined]], `Answer ${u + 1} is cleared`) })));
  }

  function showEssay(q, u) {
    const list = byId(`units-${q}`);
    let node = byId(`u-${q}-${u}`);
    if (!node) {
      node = essayNode(q, u);
      list.append(node);
    }
    for (const one of list.children) one.hidden = one !== node;
    list.at = u;
    show(unitKey(q, u));
    showCodes();
    return node;
  }

  function step(q, u, by) {
    const total = data.questions[q].units.length;
    const next = u + by;
    if (next < 0 || next >= total) say(by > 0 ? "That was the last answer" : "This is the first answer");
    else showEssay(q, next).focus();
  }

  // --- Showing the state -----------------------------------------------------------------------------

  function show(key) {
    const [q, u] = key.split(".").map(Number);
    const node = byId(`u-${q}-${u}`);
    if (!node) return;
    const one = decided[key] || {};
    node.dataset.verdict = one.v || "";
    const words = one.v === "credit" ? `${WORDS.credit} ${one.c}` : WORDS[one.v] || "";
    node.querySelector(".verdict").textContent = words ? `${words}.` : "";
    for (const button of node.querySelectorAll("[data-v]")) {
      button.setAttribute("aria-pressed", String(button.dataset.v === one.v && (button.dataset.c || "") === (one.c || "")));
    }
    const credit = node.querySelector("select");
    if (credit) credit.value = one.v === "credit" ? one.c : "";
    const why = node.querySelector("details input");
    if (why) why.value = one.r || "";
    for (const radio of node.querySelectorAll("[type=radio]")) {
      const criterion = radio.closest("fieldset").dataset.criterion;
      radio.checked = (one.l || {})[criterion] === radio.value;
    }
  }

  function showCodes() {
    for (const node of document.querySelectorAll(".codes")) node.hidden = !byId("codes").checked;
  }

  function open(q, u) {
    current = q;
    data.questions.forEach((question, place) => {
      byId(`q-${place}`).hidden = place !== q;
      byId(`tab-${place}`).setAttribute("aria-current", String(place === q));
    });
    const question = data.questions[q];
    const list = byId(`units-${q}`);
    const first = u === undefined ? (openUnits(q)[0] ?? 0) : u;
    if (question.rubric.length) showEssay(q, first);
    else while ((list.shown || 0) <= first) showUnits(q);
    byId(`u-${q}-${first}`).focus();
  }

  // --- The keyboard: letters act only while an answer has the focus ---------------------------------

  function next(q, u) {
    const left = openUnits(q);
    const after = left.find((one) => one > u) ?? left[0];
    if (after !== undefined) {
      open(q, after);
      return;
    }
    const order = data.questions.map((_, place) => (q + 1 + place) % data.questions.length);
    const other = order.find((place) => openUnits(place).length);
    if (other !== undefined) open(other);
    else {
      say("All is decided. Save your decisions.");
      byId("save").focus();
    }
  }

  function pickLevel(q, u, digit) {
    const node = byId(`u-${q}-${u}`);
    const l = (decided[unitKey(q, u)] || {}).l || {};
    const here = document.activeElement.closest("fieldset");
    const sets = [...node.querySelectorAll("fieldset")];
    const set = here || sets.find((one) => !(one.dataset.criterion in l)) || sets[0];
    const radio = set.querySelectorAll("[type=radio]")[digit - 1];
    if (!radio) return;
    radio.click();
    if (complete(decided[unitKey(q, u)]) && !here) next(q, u);
  }

  document.addEventListener("keydown", (event) => {
    const inUnit = event.target.closest && event.target.closest(".unit");
    if (!inUnit || !byId("keys").checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("select, input[type=text]")) return;
    const [q, u] = inUnit.id.split("-").slice(1).map(Number);
    const essay = data.questions[q].rubric.length > 0;
    const cluster = inUnit.closest(".cluster");
    const units = cluster ? cluster.dataset.units.split(",").map(Number) : [u];
    const one = (v, c) => { if (!(decided[unitKey(q, u)] || {}).v || decided[unitKey(q, u)].v !== v) decide(q, u, v, c); next(q, u); };
    const move = (by) => {
      if (essay) step(q, u, by);
      else if (data.questions[q].units[u + by]) open(q, u + by);
    };
    const acts = {
      u: undo, s: () => next(q, u), j: () => move(1), k: () => move(-1),
      ...(essay ? {} : {
        a: () => one("accept"), r: () => one("reject"), p: () => one("credit", "1/2"),
        A: () => { decideAll(q, units, "accept"); next(q, u); },
        R: () => { decideAll(q, units, "reject"); next(q, u); },
        ArrowDown: () => move(1), ArrowUp: () => move(-1),
      }),
    };
    if (essay && /^[1-9]$/.test(event.key)) pickLevel(q, u, Number(event.key));
    else if (acts[event.key]) acts[event.key]();
    else return;
    event.preventDefault();
  });

  // --- Saving ---------------------------------------------------------------------------------------------

  // JSON's strings are TOML's but for a few characters that TOML wants escaped.
  const quoted = (text) =>
    JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .replace(/\\ud[89a-f][0-9a-f]{2}/gi, "\ufffd");

  function entry(key, one, who, when) {
    const [q, u] = key.split(".").map(Number);
    const question = data.questions[q];
    const unit = question.units[u];
    const lines = ["[[decision]]", `who = ${quoted(who)}`];
    if (when) lines.push(`when = ${quoted(when)}`);
    lines.push(`item = ${quoted(question.item)}`);
    if (question.part) lines.push(`part = ${quoted(question.part)}`);
    if (unit.digest) lines.push(`student = ${quoted(unit.students[0])}`, `response = ${quoted(unit.digest)}`);
    else lines.push(`form = ${quoted(unit.form)}`, `answer = ${quoted(unit.answer)}`);
    lines.push(`verdict = ${quoted(one.v)}`);
    if (one.v === "credit") lines.push(`credit = ${quoted(one.c)}`);
    if (one.v === "levels") {
      const pairs = Object.entries(one.l).map(([name, points]) => `${quoted(name)} = ${quoted(points)}`);
      lines.push(`levels = { ${pairs.join(", ")} }`);
    }
    if (one.r) lines.push(`reason = ${quoted(one.r)}`);
    return `\n${lines.join("\n")}\n`;
  }

  function save() {
    const who = byId("who");
    const missing = !who.value.replace(/:/g, "").trim();
    who.setAttribute("aria-invalid", String(missing));
    byId("who-wrong").hidden = !missing;
    if (missing) {
      who.focus();
      return;
    }
    const initials = who.value.replace(/[:\u0000-\u001f]/g, " ").trim().slice(0, 60);
    const when = byId("when").value.trim();
    const now = Object.fromEntries(Object.entries(decided).filter(([, one]) => complete(one)));
    const back = Object.keys(saved).filter((key) => !(key in now));
    const order = (a, b) => { const [p, m] = a.split(".").map(Number), [q, n] = b.split(".").map(Number); return p - q || m - n; };
    const text = data.head
      + Object.keys(now).sort(order).map((key) => entry(key, now[key], initials, when)).join("")
      + back.sort(order).map((key) => entry(key, { v: "open" }, initials, when)).join("");
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/toml" })), download: "decisions.toml" });
    document.body.append(link);
    link.click();
    link.remove();
    saved = { ...saved, ...Object.fromEntries(Object.keys(now).map((key) => [key, 1])) };
    keep();
    dirty = false;
    say(`Saved decisions.toml with ${Object.keys(now).length} decisions`);
  }

  let dirty = false;
  window.addEventListener("beforeunload", (event) => {
    if (!stored && Object.keys(decided).length && dirty) event.preventDefault();
  });

  // --- Beginning --------------------------------------------------------------------------------------------

  load();
  byId("unstored").hidden = stored;
  const today = new Date();
  byId("when").value = [today.getFullYear(), today.getMonth() + 1, today.getDate()]
    .map((n) => String(n).padStart(2, "0")).join("-");
  byId("save").addEventListener("click", save);
  byId("undo").addEventListener("click", undo);
  byId("codes").addEventListener("change", showCodes);
  window.addEventListener("storage", (event) => {
    if (event.key !== storeName) return;
    const before = Object.keys(decided);
    load();
    [...new Set([...before, ...Object.keys(decided)])].forEach(show);
    count();
    say("Decisions made in another window are shown");
  });
  data.questions.forEach((question, q) => {
    byId(`tab-${q}`).addEventListener("click", () => open(q));
    byId(`more-${q}`).addEventListener("click", () => showUnits(q));
    byId(`rest-${q}`).addEventListener("click", () => {
      const shown = openUnits(q).filter((u) => u < (byId(`units-${q}`).shown || 0));
      decideAll(q, shown, "reject");
    });
  });
  document.addEventListener("click", () => { dirty = true; });
  byId("app").hidden = false;
  count();
  if (data.questions.length) {
    open(0);
    byId("main").scrollIntoView();
    window.scrollTo(0, 0);
    document.activeElement.blur();
  }
})();
