// Find words in a table of claims, or of what pages say to a question. The radio buttons beside
// it need no script; this does, so the script makes it.
(function (teachkit) {
  "use strict";

  const { make, say } = teachkit;
  const FEWEST = 5; // rows; fewer are seen at a glance

  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function dress(table) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < FEWEST || table.matches(".tk-organiser")) return;
    const field = make("input", { type: "search", class: "tk-field", autocomplete: "off" });
    const label = make("label", { class: "tk-find" }, say("find") + " ", field);
    const told = make("span", { role: "status", class: "tk-note" });
    const words = rows.map((row) => plain(row.textContent));

    function sift() {
      const wanted = plain(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, index) => {
        row.hidden = !wanted.every((one) => words[index].includes(one));
        shown += row.hidden ? 0 : 1;
      });
      const text = wanted.length ? say("found", { shown, all: rows.length }) : "";
      teachkit.announce(told, text);
    }

    field.addEventListener("input", sift);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // it would press "Show all"
    });
    const sifted = table.closest(".tk-sifted");
    const form = sifted ? sifted.querySelector(".tk-filter") : make("form", { class: "tk-screen" });
    form.prepend(make("div", { class: "tk-find-row" }, label, told));
    form.addEventListener("reset", () => setTimeout(sift));
    if (!sifted) {
      form.setAttribute("aria-label", say("find"));
      form.addEventListener("submit", (event) => event.preventDefault());
      (table.closest(".table-wrapper") || table).before(form);
    }
  }

  teachkit.starters.push(() => {
    for (const table of document.querySelectorAll("table.tk-stacked")) dress(table);
  });
})(window.teachkit);
