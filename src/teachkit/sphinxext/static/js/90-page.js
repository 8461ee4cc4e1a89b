// Bring a page to life: every item, every box, and what keeps them in step.
(function (teachkit) {
  "use strict";

  const items = () => [...document.querySelectorAll("[data-tk-item]")];

  teachkit.storeOf = function (item) {
    const { tkSheet, tkBuild } = item.closest("form").dataset;
    return teachkit.store(tkSheet, tkBuild);
  };

  // The stores that a box clears: of its sheet, or of all items of the page.
  teachkit.storesOf = function (box) {
    const form = box.closest("form");
    const forms = form ? [form] : items().map((item) => item.closest("form"));
    return new Set(forms.map((one) => teachkit.store(one.dataset.tkSheet, one.dataset.tkBuild)));
  };

  // An answer has changed: keep it, and take back what was said of the old one.
  teachkit.changed = function (item) {
    const store = teachkit.storeOf(item);
    const response = teachkit.response(item);
    store.put(item.dataset.tkItem, response);
    teachkit.unsay(item);
    for (const other of items()) {
      const twin = other !== item && other.dataset.tkItem === item.dataset.tkItem;
      if (twin && teachkit.storeOf(other) === store) show(other, store);
    }
    after(item);
  };

  teachkit.tried = function (item, state) {
    teachkit.storeOf(item).tried(item.dataset.tkItem, state);
    after(item);
  };

  function after(item) {
    const store = teachkit.storeOf(item);
    for (const other of items()) {
      if (other.dataset.tkItem === item.dataset.tkItem && teachkit.storeOf(other) === store) {
        teachkit.showState(other);
      }
    }
    teachkit.showProgress();
    tell();
  }

  function show(item, store) {
    const response = store.answer(item.dataset.tkItem);
    if (teachkit.response(item) !== response) {
      teachkit.fill(item, response);
      teachkit.unsay(item);
    }
    teachkit.showState(item);
  }

  // Show what a store holds: after a reload, in a second tab, after clearing.
  teachkit.refresh = function (store) {
    for (const item of items()) if (teachkit.storeOf(item) === store) show(item, store);
    teachkit.showProgress();
    tell();
  };

  // Say whether answers are kept; said again only when that changes.
  function tell() {
    for (const line of document.querySelectorAll(".tk-kept")) {
      const works = [...teachkit.storesOf(line)].every((store) => store.works);
      const word = works ? "kept" : "notKept";
      if (line.dataset.tkKept === word) continue;
      line.dataset.tkKept = word;
      line.textContent = teachkit.say(word);
      line.classList.toggle("tk-warning", !works);
      if (!works) line.setAttribute("role", "alert");
    }
  }

  function itemOf(event) {
    return event.target.closest && event.target.closest("[data-tk-item]");
  }

  function listen() {
    for (const type of ["input", "change"]) {
      document.addEventListener(type, (event) => {
        const item = itemOf(event);
        if (item && teachkit.response(item) !== teachkit.storeOf(item).answer(item.dataset.tkItem)) {
          teachkit.changed(item);
        }
      });
    }
    document.addEventListener("click", (event) => {
      const pressed = event.target.closest && event.target.closest(".tk-check");
      if (pressed) teachkit.check(itemOf(event));
    });
    // Enter in a field checks its item; it never sends a form.
    document.addEventListener("keydown", (event) => {
      const item = event.key === "Enter" && event.target.matches("input.tk-field") && itemOf(event);
      if (!item || event.isComposing) return;
      event.preventDefault();
      if (item.dataset.tkUse === "practice") teachkit.check(item);
    });
    document.addEventListener("submit", (event) => {
      if (event.target.dataset.tkSheet) event.preventDefault();
    });
    window.addEventListener("beforeprint", () => {
      for (const area of document.querySelectorAll("textarea.tk-ruled")) {
        area.style.setProperty("--tk-typed", area.scrollHeight + "px");
      }
    });
  }

  function start() {
    for (const item of items()) {
      if (item.dataset.tkKind === "order") teachkit.order.build(item);
      item.querySelector(".tk-do").hidden = false;
      show(item, teachkit.storeOf(item));
    }
    for (const box of document.querySelectorAll(".tk-hand-in")) teachkit.handIn(box);
    if (items().length) listen();
    teachkit.showProgress();
    tell();
    for (const part of teachkit.starters) part();
  }

  // A deferred script runs before this event: by then all parts are there.
  if (document.readyState === "complete") start();
  else document.addEventListener("DOMContentLoaded", start);
})(window.teachkit);
