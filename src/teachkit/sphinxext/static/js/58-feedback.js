// Check a practice item and say what came of it, in signs and words. What is said holds for the
// answer that stands there: when the answer changes, it goes.
(function (teachkit) {
  "use strict";

  const { make, say } = teachkit;
  const SIGNS = {
    correct: "✓",
    partial: "◐",
    incorrect: "✗",
    unsure: "?",
    unreadable: "?",
    blank: "–",
  };
  const READ = { number: "unreadableNumber", date: "unreadableDate" };

  function sign(state) {
    return make("span", { class: "tk-sign", "aria-hidden": "true" }, SIGNS[state]);
  }

  function verdict(state, words) {
    const name = state === "correct" ? "tk-right" : "tk-wrong";
    return make("strong", { class: "tk-verdict " + name }, sign(state), " " + words);
  }

  // One sentence about the whole.
  function summary(item, mark) {
    const kind = item.dataset.tkKind;
    if (kind === "essay" && mark.state === "unsure") return say("compare");
    if (mark.state === "unsure" && mark.parts.length) return say("unsureParts");
    if (mark.state === "unreadable" && READ[kind]) return say(READ[kind]);
    if (mark.state === "partial") {
      const right = mark.parts.filter((one) => one.state === "correct").length;
      if (right) return say("partialParts", { right, all: mark.parts.length });
      return say("partial", { share: mark.score.join("/") });
    }
    return say(mark.state);
  }

  // What the author says of an option, gap, pair, event, claim or known wrong answer.
  function whys(item, id) {
    return [...item.querySelectorAll(".tk-answer .tk-why")]
      .filter((one) => one.dataset.tkFor === id && !one.querySelector(".tk-right, .tk-wrong"))
      .map((one) => {
        const copy = one.cloneNode(true);
        copy.removeAttribute("data-tk-for");
        for (const inner of copy.querySelectorAll("[id]")) inner.removeAttribute("id");
        return copy;
      });
  }

  function isRight(item, id) {
    return [...item.querySelectorAll(".tk-answer .tk-why")].some(
      (one) => one.dataset.tkFor === id && one.querySelector(".tk-right"),
    );
  }

  // Put a note beside a control, and tie the two together.
  function note(item, place, controls, state, id) {
    const words = state === "unsure" || state === "unreadable" ? say("partUnsure") : say("part-" + state);
    const box = make("div", { class: "tk-said" }, verdict(state, words), ...whys(item, id));
    box.id = item.id + "-said-" + item.querySelectorAll(".tk-said").length;
    place.after(box);
    for (const one of controls) one.setAttribute("aria-describedby", box.id);
  }

  function notes(item, mark) {
    const kind = item.dataset.tkKind;
    if (kind === "multi") {
      for (const one of teachkit.fieldsOf(item).filter((box) => box.checked)) {
        const state = isRight(item, one.value) ? "correct" : "incorrect";
        note(item, one.closest("label"), [one], state, one.value);
      }
      return;
    }
    for (const part of mark.parts) {
      const controls = teachkit.fieldsOf(item).filter((one) => teachkit.partOf(item, one) === part.id);
      if (!controls.length || part.state === "blank") continue;
      if (kind === "claims") {
        const place = controls[0].closest(".tk-verdicts");
        note(item, place, [controls[0].closest("fieldset")], part.state, part.id);
      } else if (kind === "match") {
        note(item, controls[0].closest("label"), controls, part.state, part.id);
      } else if (kind === "cloze") {
        gapNote(item, controls[0], part);
      }
    }
  }

  // In a running text there is room for a sign and a word; why stands below.
  function gapNote(item, control, part) {
    const open = part.state === "unsure" || part.state === "unreadable";
    const words = open ? say("partUnsure") : say("part-" + part.state);
    const box = make("span", { class: "tk-said" }, verdict(part.state, words));
    box.id = item.id + "-said-" + item.querySelectorAll(".tk-said").length;
    control.closest("label").after(box);
    control.setAttribute("aria-describedby", box.id);
  }

  function reasons(item, mark, response) {
    const kind = item.dataset.tkKind;
    if (kind === "choice") return whys(item, response);
    if (kind === "cloze") {
      return mark.parts.filter((one) => one.state !== "blank").flatMap((one) => whys(item, one.id));
    }
    if (kind === "text" && mark.key) return whys(item, mark.key);
    return [];
  }

  // Take away what was said of an answer that has changed.
  teachkit.unsay = function (item) {
    teachkit.quiet(item.querySelector(".tk-feedback"));
    for (const one of item.querySelectorAll(".tk-said")) one.remove();
    for (const one of item.querySelectorAll("[aria-describedby*='-said-']")) {
      one.removeAttribute("aria-describedby");
    }
    delete item.dataset.tkShown;
  };

  function judge(item, response) {
    try {
      return teachkit.mark(JSON.parse(item.dataset.tkKey), response);
    } catch {
      return { state: "unsure", score: [0, 1], parts: [], key: "" }; // never a guess
    }
  }

  teachkit.check = function (item) {
    const response = teachkit.response(item);
    const mark = judge(item, response);
    mark.parts = mark.parts || [];
    teachkit.unsay(item);
    item.dataset.tkShown = mark.state;
    const region = item.querySelector(".tk-feedback");
    if (mark.state === "blank") {
      teachkit.announce(region, verdict("blank", say("blank")));
      return mark;
    }
    teachkit.tried(item, mark.state);
    notes(item, mark);
    const line = make("p", {}, verdict(mark.state, summary(item, mark)));
    teachkit.announce(region, line, ...reasons(item, mark, response));
    if (item.dataset.tkKind === "essay") item.querySelector(".tk-answer").open = true;
    return mark;
  };

  teachkit.signOf = (state) => SIGNS[state];
})(window.teachkit);
