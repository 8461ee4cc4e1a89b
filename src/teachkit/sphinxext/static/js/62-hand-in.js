// Hand in: a file that the teacher's program reads as it is, or the printed page.
(function (teachkit) {
  "use strict";

  const { say } = teachkit;
  const FORMAT = "teachkit-answers/1";
  const OBJECTS = ["cloze", "match", "claims"];
  const LISTS = ["multi", "order"];

  // A response as JSON: what was typed or chosen, never a score.
  function raw(item) {
    const response = teachkit.response(item);
    if (OBJECTS.includes(item.dataset.tkKind)) return teachkit.asParts(response);
    return LISTS.includes(item.dataset.tkKind) ? response.split(";") : response;
  }

  function answersOf(form) {
    const answers = {};
    for (const item of form.querySelectorAll("[data-tk-item]")) {
      if (teachkit.response(item)) answers[item.dataset.tkItem] = raw(item);
    }
    return answers;
  }

  function file(form, student) {
    const data = {
      format: FORMAT,
      sheet: form.dataset.tkSheet,
      build: form.dataset.tkBuild,
      student,
      time: new Date().toISOString(),
      answers: answersOf(form),
    };
    return new Blob([JSON.stringify(data, null, 1) + "\n"], { type: "application/json" });
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // Letters and digits of any script may stand in a file's name, and little else.
  function fileName(form, student) {
    const code = student.replace(/[^\p{L}\p{N}_-]+/gu, "-").slice(0, 40);
    return form.dataset.tkSheet + "-" + code + ".json";
  }

  function download(form, box) {
    const code = box.querySelector(".tk-code");
    const region = box.querySelector(".tk-done");
    const student = code.value.trim().replace(/\s+/g, " ");
    const wrong = student ? (/\p{C}/u.test(student) ? "codeOdd" : "") : "codeMissing";
    code.toggleAttribute("aria-invalid", false);
    if (wrong) {
      code.setAttribute("aria-invalid", "true");
      code.focus();
      teachkit.announce(region, say(wrong));
      return;
    }
    const count = Object.keys(answersOf(form)).length;
    if (!count) {
      teachkit.announce(region, say("nothingToSave"));
      return;
    }
    const name = fileName(form, student);
    save(file(form, student), name);
    teachkit.announce(region, say("saved", { count, name }));
  }

  // Ask first; focus goes to the question, and back.
  function ask(box, open) {
    box.querySelector(".tk-sure").hidden = !open;
    box.querySelector(open ? ".tk-clear-no" : ".tk-clear").focus();
  }

  function clear(box) {
    ask(box, false);
    for (const store of teachkit.storesOf(box)) {
      store.clear();
      teachkit.refresh(store);
    }
    teachkit.announce(box.querySelector(".tk-done"), say("cleared"));
  }

  teachkit.handIn = function (box) {
    const form = box.closest("form");
    box.hidden = false;
    box.addEventListener("click", (event) => {
      const pressed = event.target.closest("button");
      if (!pressed) return;
      if (pressed.classList.contains("tk-download")) download(form, box);
      if (pressed.classList.contains("tk-print")) window.print();
      if (pressed.classList.contains("tk-clear")) ask(box, true);
      if (pressed.classList.contains("tk-clear-no")) ask(box, false);
      if (pressed.classList.contains("tk-clear-yes")) clear(box);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !box.querySelector(".tk-sure").hidden) ask(box, false);
    });
    const code = box.querySelector(".tk-code");
    if (!code) return;
    const hint = box.querySelector(".tk-note");
    hint.id = "tk-hint-" + form.dataset.tkSheet;
    code.setAttribute("aria-describedby", hint.id);
    // On paper the code stands at the top, where a teacher looks for it.
    const line = teachkit.make("p", { class: "tk-paper" });
    form.prepend(line);
    const write = () => {
      line.textContent = code.value.trim() ? say("codeOnPaper", { code: code.value.trim() }) : "";
    };
    code.addEventListener("input", write);
    write();
  };
})(window.teachkit);
