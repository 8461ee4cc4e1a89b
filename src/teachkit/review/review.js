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

  let elsewhere = { decided: {}, saved: {} }; // what is kept on answers that this page does not show

  const unitKey = (q, u) => `${q}.${u}`;
  const split = (key) => key.split(".").map(Number);
  const complete = (one) => Boolean(one && one.v);

  // The browser keeps decisions under the answer's own id: the next page shows other answers.
  const idOf = {}, keyOf = {};
  data.questions.forEach((question, q) => question.units.forEach((unit, u) => {
    idOf[unitKey(q, u)] = unit.id;
    keyOf[unit.id] = unitKey(q, u);
  }));

  function load() {
    try {
      const kept = JSON.parse(localStorage.getItem(storeName) || "{}");
      const sorted = (from = {}, here = {}, other = {}) => {
        for (const [id, one] of Object.entries(from)) {
          if (id in keyOf) here[keyOf[id]] = one;
          else other[id] = one;
        }
        return [here, other];
      };
      [decided, elsewhere.decided] = sorted(kept.decided);
      [saved, elsewhere.saved] = sorted(kept.saved);
    } catch {
      stored = false;
    }
  }

  function keep() {
    const named = (from) => Object.fromEntries(Object.entries(from).map(([key, one]) => [idOf[key], one]));
    try {
      localStorage.setItem(storeName, JSON.stringify({
        decided: { ...elsewhere.decided, ...named(decided) },
        saved: { ...elsewhere.saved, ...named(saved) },
      }));
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
  const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const answers = (n) => (n === 1 ? "1 answer" : `${n} answers`);
  const sum = (q, units) => units.reduce((n, u) => n + data.questions[q].units[u].count, 0);
  const said = (q, u) => `‘${short((data.questions[q].units[u] || fixed(q, u)).answer)}’`;
  const list = (q, units, most = 4) =>
    units.slice(0, most).map((u) => said(q, u)).join(", ") + (units.length > most ? ` and ${units.length - most} more` : "");

  // --- What a decision settles beside its own answer --------------------------------------------
  // Worked out by teachkit before the page was written; nothing is marked here. An answer is
  // settled if an accepted one settles it, or a rejected one, but not if both do. Words of a
  // rejected answer are no slips of an accepted one: that is what "not" lists.

  const fixed = (q, d) => data.questions[q].fixed[d - data.questions[q].units.length];

  function verdictOf(q, d) {
    if (d >= data.questions[q].units.length) return fixed(q, d).v;
    return (decided[unitKey(q, d)] || {}).v;
  }

  function likeOf(q, u) {
    const unit = data.questions[q].units[u];
    if (!(unit.yes || unit.no) || complete(decided[unitKey(q, u)])) return undefined;
    const rejected = (d) => verdictOf(q, d) === "reject";
    const lost = new Set((unit.not || []).filter(([, no]) => no.some(rejected)).flatMap(([yes]) => yes));
    const yes = (unit.yes || []).find((d) => verdictOf(q, d) === "accept" && !lost.has(d));
    const no = (unit.no || []).find(rejected);
    if ((yes === undefined) === (no === undefined)) return undefined;
    return yes === undefined ? { v: "reject", by: no } : { v: "accept", by: yes };
  }

  // Question -> decision -> the answers that it may settle: the same lists, turned round.
  const gives = data.questions.map((question) => {
    const found = {};
    question.units.forEach((unit, u) => {
      for (const [name, verdict] of [["yes", "accept"], ["no", "reject"]]) {
        for (const d of unit[name] || []) ((found[d] ||= { accept: [], reject: [] })[verdict]).push(u);
      }
    });
    return found;
  });
  let likes = data.questions.map(() => []);

  function settle(q) {
    const before = likes[q];
    likes[q] = data.questions[q].units.map((_, u) => likeOf(q, u));
    const changed = likes[q].map((one, u) => [one, u])
      .filter(([one, u]) => (one || {}).v !== (before[u] || {}).v || (one || {}).by !== (before[u] || {}).by)
      .map(([, u]) => u);
    return {
      changed,
      more: changed.filter((u) => likes[q][u] && !before[u]),
      open: changed.filter((u) => before[u] && !likes[q][u] && !complete(decided[unitKey(q, u)])),
    };
  }

  // --- Counting ------------------------------------------------------------------------------

  const isOpen = (q, u) => !complete(decided[unitKey(q, u)]) && !likes[q][u];
  const openUnits = (q) => data.questions[q].units.map((_, u) => u).filter((u) => isOpen(q, u));
  const shownOpen = (q) => openUnits(q).filter((u) => u < (byId(`units-${q}`).shown || 0));

  function count() {
    let all = 0, left = 0, alike = 0;
    data.questions.forEach((question, q) => {
      const open = openUnits(q).length;
      all += question.units.length;
      left += open;
      alike += likes[q].filter(Boolean).length;
      const tab = byId(`tab-${q}`);
      tab.querySelector(".left").textContent = open ? `${open} open` : "done";
      showRest(q);
    });
    byId("progress").max = Math.max(all, 1);
    byId("progress").value = all - left;
    byId("count").textContent = `${all - left} of ${all} settled`
      + (alike ? `: ${all - left - alike} decided, ${alike} because they are like those` : "");
    byId("undo").setAttribute("aria-disabled", String(!past.length));
  }

  function showRest(q) {
    const open = shownOpen(q);
    for (const box of byId(`q-${q}`).querySelectorAll(".rest")) {
      box.hidden = open.length < 2;
      box.querySelector("p").textContent = `Still open here: ${list(q, open, 12)}`;
      for (const button of box.querySelectorAll("button")) {
        const verb = button.dataset.v === "accept" ? "Accept" : "Reject";
        button.textContent = `${verb} all ${open.length} that are still open (${answers(sum(q, open))})`;
      }
    }
  }

  // --- Deciding --------------------------------------------------------------------------------

  function change(changes, text) {
    const before = changes.map(([key]) => [key, decided[key]]);
    past.push({ before, text });
    say(text + put(changes));
  }

  // Returns in words what changes beside the answers themselves.
  function put(changes) {
    for (const [key, value] of changes) {
      if (value) decided[key] = value;
      else delete decided[key];
    }
    keep();
    let text = "";
    for (const q of new Set(changes.map(([key]) => split(key)[0]))) {
      const { changed, more, open } = settle(q);
      if (more.length) text += `. It also settles ${answers(sum(q, more))}: ${list(q, more)}`;
      if (open.length) text += `. Open again: ${list(q, open)}`;
      const touched = new Set([...changes.map(([key]) => split(key)).filter(([at]) => at === q).map(([, u]) => u), ...changed]);
      for (const u of [...touched]) {
        const unit = data.questions[q].units[u];
        for (const d of [...(unit.yes || []), ...(unit.no || [])]) touched.add(d);
      }
      for (const u of touched) show(unitKey(q, u));
    }
    count();
    return text;
  }

  function undo() {
    const last = past.pop();
    if (!last) {
      say("Nothing to undo");
      return;
    }
    say(`Undone: ${last.text}${put(last.before)}`);
    const [q, u] = split(last.before[0][0]);
    open(q, u);
  }

  function decide(q, u, v, c) {
    const key = unitKey(q, u);
    const old = decided[key] || {};
    const same = old.v === v && (old.c || "") === (c || "");
    const value = same ? undefined : { v, c, r: old.r };
    const what = same ? "Taken back" : v === "credit" ? `${WORDS[v]} ${c}` : WORDS[v];
    change([[key, value]], `${what}: ${said(q, u)}`);
  }

  // Many at once; what was settled among them before stays as it is.
  function decideAll(q, units, v) {
    const todo = units.filter((u) => isOpen(q, u));
    if (!todo.length) {
      say("All of these are settled");
      return;
    }
    change(todo.map((u) => [unitKey(q, u), { v }]), `${WORDS[v]}: ${answers(sum(q, todo))}: ${list(q, todo, 12)}`);
  }

  // --- Short answers -----------------------------------------------------------------------------

  function unitNode(q, u, frame = {}) {
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
    const texts = make("p", { id: `${id}-said` });
    unit.answers.forEach(([text, n], place) => {
      if (place) texts.append(" · ");
      texts.append(make("bdi", { class: "said", text }));
      if (unit.answers.length > 1) texts.append(make("span", { class: "quiet", text: ` ×${n}` }));
    });
    if (unit.more) texts.append(make("span", { class: "quiet", text: ` and ${unit.more} more spellings` }));
    const why = make("input", { type: "text", "aria-label": "Reason, for the record", onchange: (event) => {
      const old = decided[unitKey(q, u)];
      if (old) put([[unitKey(q, u), { ...old, r: event.target.value }]]);
      else { event.target.value = ""; say("Decide first, then give the reason"); }
    } });
    return make("li", {},
      make("div", { class: "unit", id, role: "group", tabindex: "-1", "aria-labelledby": `${id}-said ${id}-info` },
        texts,
        make("p", { class: "quiet", id: `${id}-info` },
          make("span", { text: `${answers(unit.count)}. ` }),
          make("span", { class: "verdict" }),
          unit.reason !== frame.reason && make("span", { text: ` ${sentence(unit.reason)}` })),
        unit.suggestion && unit.suggestion !== frame.guess && make("p", { class: "quiet", text: `Suggestion: ${unit.suggestion}` }),
        make("p", { class: "also", hidden: true }),
        make("p", { class: "quiet codes", hidden: true, text: unit.students.join(", ") }),
        make("div", { class: "actions" }, press("accept", "", "Accept", "a"), press("reject", "", "Reject", "r"),
          press("credit", "1/2", "Half", "p"), credit,
          make("button", { type: "button", "aria-keyshortcuts": "s", text: "Skip", onclick: () => next(q, u) }),
          make("details", {}, make("summary", { text: "Reason" }), why))));
  }

  function showUnits(q) {
    const question = data.questions[q];
    const box = byId(`units-${q}`);
    const from = box.shown || 0;
    const to = Math.min(question.units.length, from + PAGE);
    const groups = new Map();
    for (let u = from; u < to; u += 1) {
      const cluster = question.units[u].cluster;
      groups.set(cluster, [...(groups.get(cluster) || []), u]);
    }
    for (const units of groups.values()) {
      if (units.length === 1) {
        box.append(unitNode(q, units[0]));
        continue;
      }
      const common = (field) => {
        const found = new Set(units.map((u) => question.units[u][field]));
        return found.size === 1 ? [...found][0] : "";
      };
      const guess = common("suggestion"), reason = common("reason");
      const name = `${answers(sum(q, units))} ${guess ? "open for one reason" : "that look alike"}, in ${units.length} forms`;
      const all = (v, label) => make("button", { type: "button", text: label, onclick: () => decideAll(q, units, v) });
      box.append(make("li", { class: "cluster", "data-units": units.join(",") },
        make("p", { text: `${name}. Decide all, then change the exceptions.` }),
        guess && make("p", { class: "quiet", text: `Suggestion: ${guess}` }),
        reason && make("p", { class: "quiet", text: `Each of them: ${reason}` }),
        make("div", { class: "actions" }, all("accept", `Accept all ${units.length}`), all("reject", `Reject all ${units.length}`)),
        make("ul", { class: "units", "aria-label": name }, ...units.map((u) => unitNode(q, u, { reason, guess })))));
    }
    box.shown = to;
    byId(`more-${q}`).hidden = to >= question.units.length;
    showTicks(q);
    for (let u = from; u < to; u += 1) show(unitKey(q, u));
    showRest(q);
    showCodes();
  }

  // The same answers a line each: a tick accepts, and what is left is rejected at once.
  function showTicks(q) {
    const ticks = byId(`ticks-${q}`), box = ticks.querySelector("ul");
    if (!ticks.open) return;
    for (let u = box.children.length; u < (byId(`units-${q}`).shown || 0); u += 1) {
      const unit = data.questions[q].units[u];
      box.append(make("li", {}, make("label", {},
        make("input", { type: "checkbox", id: `t-${q}-${u}`, onchange: (event) => {
          // Taking the tick from an answer that another one settled is a decision of its own.
          const flip = !event.target.checked && likes[q][u];
          decide(q, u, flip ? "reject" : "accept", "");
        } }),
        make("span", {}, make("bdi", { class: "said", text: short(unit.answers[0][0]) }),
          make("span", { class: "quiet", text: unit.count > 1 ? ` ×${unit.count} ` : " " }),
          make("span", { class: "verdict" })))));
      show(unitKey(q, u));
    }
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
        make("div", { class: "levels" }, ...criterion.levels.map((level) =>
          make("label", {}, make("input", { type: "radio", name: `${id}-${criterion.id}`, value: level.points,
            "aria-keyshortcuts": /^[0-9]$/.test(level.points) ? level.points : false,
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
    const box = byId(`units-${q}`);
    let node = byId(`u-${q}-${u}`);
    if (!node) {
      node = essayNode(q, u);
      box.append(node);
    }
    for (const one of box.children) one.hidden = one !== node;
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

  function wordsOf(q, u) {
    const one = decided[unitKey(q, u)] || {}, like = likes[q][u];
    if (one.v) return one.v === "credit" ? `${WORDS.credit} ${one.c}.` : `${WORDS[one.v]}.`;
    return like ? `${WORDS[like.v]}, being like ${said(q, like.by)}.` : "";
  }

  function alsoOf(q, u) {
    const found = gives[q][u], v = (decided[unitKey(q, u)] || {}).v;
    if (!found || likes[q][u]) return "";
    if (v) {
      const done = (found[v] || []).filter((w) => (likes[q][w] || {}).v === v);
      return done.length ? `This also settles ${answers(sum(q, done))}: ${list(q, done)}. Decide one of them by itself to change it.` : "";
    }
    return [["accept", "Accepting"], ["reject", "Rejecting"]].map(([name, verb]) => {
      const more = found[name].filter((w) => isOpen(q, w));
      return more.length ? `${verb} it also settles ${answers(sum(q, more))}: ${list(q, more)}. ` : "";
    }).join("");
  }

  function show(key) {
    const [q, u] = split(key);
    const tick = byId(`t-${q}-${u}`);
    const one = decided[key] || {}, like = likes[q][u];
    if (tick) {
      tick.checked = (one.v || (like || {}).v) === "accept";
      tick.closest("li").dataset.verdict = one.v || (like || {}).v || "";
      tick.closest("li").querySelector(".verdict").textContent = wordsOf(q, u);
    }
    const node = byId(`u-${q}-${u}`);
    if (!node) return;
    node.dataset.verdict = one.v || (like || {}).v || "";
    node.classList.toggle("like", Boolean(like));
    node.querySelector(".verdict").textContent = wordsOf(q, u);
    const also = node.querySelector(".also");
    if (also) {
      also.textContent = alsoOf(q, u);
      also.hidden = !also.textContent;
    }
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
    const first = u === undefined ? (openUnits(q)[0] ?? 0) : u;
    if (question.rubric.length) showEssay(q, first);
    else while ((byId(`units-${q}`).shown || 0) <= first) showUnits(q);
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
    const radio = set.querySelector(`[type=radio][value="${digit}"]`);
    if (!radio) {
      say(`No level has ${digit} points: ${set.querySelector("legend").textContent}`);
      return;
    }
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
        Y: () => { decideAll(q, shownOpen(q), "accept"); next(q, u); },
        N: () => { decideAll(q, shownOpen(q), "reject"); next(q, u); },
        ArrowDown: () => move(1), ArrowUp: () => move(-1),
      }),
    };
    if (essay && /^[0-9]$/.test(event.key)) pickLevel(q, u, event.key);
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
    const [q, u] = split(key);
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
    const missing = !who.value.replace(/[:\p{C}\p{Zl}\p{Zp}]/gu, "").trim();
    who.setAttribute("aria-invalid", String(missing));
    byId("who-wrong").hidden = !missing;
    if (missing) {
      who.focus();
      return;
    }
    const initials = who.value.replace(/[:\p{C}\p{Zl}\p{Zp}]/gu, " ").trim().slice(0, 60);
    const when = byId("when").value.trim();
    const now = Object.fromEntries(Object.entries(decided).filter(([, one]) => complete(one)));
    const back = Object.keys(saved).filter((key) => !(key in now));
    const order = (a, b) => { const [p, m] = split(a), [q, n] = split(b); return p - q || m - n; };
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
    const alike = likes.flat().filter(Boolean).length;
    say(`Saved decisions.toml with ${Object.keys(now).length} decisions${alike ? `; they settle ${alike} forms like them` : ""}`);
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
  // Of a cohort nobody's code is kept.
  byId("codes").closest("label").hidden = !data.questions.some((one) => one.units.some((unit) => unit.students.length));
  window.addEventListener("storage", (event) => {
    if (event.key !== storeName) return;
    load();
    data.questions.forEach((question, q) => {
      settle(q);
      question.units.forEach((_, u) => show(unitKey(q, u)));
    });
    count();
    say("Decisions made in another window are shown");
  });
  data.questions.forEach((question, q) => {
    byId(`tab-${q}`).addEventListener("click", () => open(q));
    const more = byId(`more-${q}`);
    if (more) more.addEventListener("click", () => showUnits(q));
    const ticks = byId(`ticks-${q}`);
    if (ticks) ticks.addEventListener("toggle", () => showTicks(q));
    for (const button of byId(`q-${q}`).querySelectorAll(".rest button")) {
      button.addEventListener("click", () => decideAll(q, shownOpen(q), button.dataset.v));
    }
  });
  document.addEventListener("click", () => { dirty = true; });
  byId("app").hidden = false;
  data.questions.forEach((_, q) => settle(q));
  count();
  if (data.questions.length) {
    open(0);
    byId("main").scrollIntoView();
    window.scrollTo(0, 0);
    document.activeElement.blur();
  }
})();
