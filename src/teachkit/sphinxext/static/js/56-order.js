// Ordering with two buttons a row. Without the script a student writes numbers into the boxes;
// with it the boxes are for paper, and hold the places once the student has moved something.
(function (teachkit) {
  "use strict";

  const { make, say } = teachkit;

  function rows(item) {
    return [...item.querySelectorAll(".tk-order > li")];
  }

  function move(item, row, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    // The other row moves, so that the pressed button stays where it is in the document.
    if (step < 0) row.after(other);
    else row.before(other);
    item.dataset.tkTouched = "";
    show(item);
    teachkit.changed(item);
    const place = rows(item).indexOf(row) + 1;
    const told = { event: row.dataset.tkWords, place, all: rows(item).length };
    teachkit.announce(item.querySelector(".tk-feedback"), say("moved", told));
  }

  function arrow(row, step, word) {
    const name = make("span", { class: "tk-hidden" }, say(word, { event: row.dataset.tkWords }));
    const sign = make("span", { "aria-hidden": "true" }, step < 0 ? "↑" : "↓");
    const button = make("button", { type: "button", class: "tk-move" }, sign, name);
    button.dataset.tkStep = step;
    return button;
  }

  // Number the rows, and switch off what leads nowhere; a disabled button would lose focus.
  function show(item) {
    const all = rows(item);
    const touched = "tkTouched" in item.dataset;
    all.forEach((row, index) => {
      const [up, down] = row.querySelectorAll(".tk-move");
      up.setAttribute("aria-disabled", String(index === 0));
      down.setAttribute("aria-disabled", String(index === all.length - 1));
      row.querySelector(".tk-position").value = touched ? String(index + 1) : "";
    });
  }

  // On screen nobody writes numbers; on paper everybody does.
  function moveHint(hint) {
    const points = hint.textContent.slice(hint.textContent.lastIndexOf("("));
    const screen = make("span", { class: "tk-hint tk-screen" }, say("orderHint") + " " + points);
    hint.classList.add("tk-paper");
    hint.after(screen);
  }

  function build(item) {
    const list = make("ol", { class: "tk-order" });
    for (const label of item.querySelectorAll(".tk-events > .tk-row")) {
      const box = label.querySelector("input");
      const text = label.querySelector(".tk-text");
      const row = make("li", {});
      row.dataset.tkId = teachkit.partOf(item, box);
      row.dataset.tkWords = teachkit.wordsOf(text);
      box.setAttribute("aria-label", row.dataset.tkWords);
      box.removeAttribute("name"); // not a response of its own any more
      const moves = make("span", { class: "tk-moves" });
      moves.append(arrow(row, -1, "moveUp"), arrow(row, 1, "moveDown"));
      row.append(box, text, moves);
      list.append(row);
    }
    item.querySelector(".tk-events").replaceChildren(list);
    moveHint(item.querySelector("legend .tk-hint"));
    const first = rows(item).map((row) => row.dataset.tkId);
    item.dataset.tkFirst = first.join(";");
    list.addEventListener("click", (event) => {
      const pressed = event.target.closest(".tk-move");
      if (!pressed) return;
      move(item, pressed.closest("li"), Number(pressed.dataset.tkStep));
      pressed.focus();
    });
    show(item);
  }

  teachkit.order = {
    build,

    // Untouched is no answer, even where the order shown happens to be right.
    read(item) {
      if (!("tkTouched" in item.dataset)) return "";
      return rows(item)
        .map((row) => row.dataset.tkId)
        .join(";");
    },

    fill(item, response) {
      const wanted = (response || item.dataset.tkFirst).split(";");
      const list = item.querySelector(".tk-order");
      const known = new Map(rows(item).map((row) => [row.dataset.tkId, row]));
      if (wanted.length !== known.size || !wanted.every((one) => known.has(one))) return;
      if (response) item.dataset.tkTouched = "";
      else delete item.dataset.tkTouched;
      if (teachkit.order.read(item) !== response || !response) {
        list.append(...wanted.map((one) => known.get(one)));
      }
      show(item);
    },
  };
})(window.teachkit);
