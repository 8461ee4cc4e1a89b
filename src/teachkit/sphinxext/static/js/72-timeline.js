// Walk through a timeline: one event at a time, by buttons or arrow keys.
(function (teachkit) {
  "use strict";

  const { make, say, button } = teachkit;

  function dress(table) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 2) return;
    const back = button("tk-back", "eventBack");
    const on = button("tk-on", "eventOn");
    const told = make("p", { role: "status", class: "tk-walk-event" });
    const box = make("div", { class: "tk-walk tk-screen", role: "group" }, back, " ", on, told);
    box.setAttribute("aria-label", say("walk"));
    let place = -1;

    function go(step) {
      const next = Math.min(Math.max(place + step, 0), rows.length - 1);
      if (next === place) return;
      if (place >= 0) rows[place].removeAttribute("aria-current");
      place = next;
      rows[place].setAttribute("aria-current", "true");
      back.setAttribute("aria-disabled", String(place === 0));
      on.setAttribute("aria-disabled", String(place === rows.length - 1));
      const cells = [...rows[place].cells].map(teachkit.wordsOf);
      const where = make("strong", {}, say("eventPlace", { place: place + 1, all: rows.length }));
      told.replaceChildren(where, " ", cells.slice(0, -1).join(", ") + ": " + cells.at(-1));
    }

    back.setAttribute("aria-disabled", "true");
    box.addEventListener("click", (event) => {
      if (event.target === back) go(-1);
      if (event.target === on) go(1);
    });
    box.addEventListener("keydown", (event) => {
      const steps = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
      const ends = { Home: -rows.length, End: rows.length };
      const step = steps[event.key] || ends[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      go(step);
    });
    (table.closest(".table-wrapper") || table).before(box);
  }

  teachkit.starters.push(() => {
    for (const table of document.querySelectorAll("table.tk-timeline")) dress(table);
  });
})(window.teachkit);
