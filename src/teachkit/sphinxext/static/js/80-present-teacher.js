// For a teacher at the front: one exercise at a time, in large type, its answer on demand. Only
// pages for teachers have keys in them, so only there is something to present.
(function (teachkit) {
  "use strict";

  const { make, say, button } = teachkit;
  const KEYS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

  function slide(item) {
    const copy = item.cloneNode(true);
    for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
    copy.classList.remove("tk-keyed");
    return copy;
  }

  class Stage {
    constructor(items) {
      this.items = items;
      this.place = 0;
      this.open = false;
      this.view = make("div", { class: "tk-slide", tabindex: "-1", "aria-live": "polite" });
      this.told = make("span", { class: "tk-stage-place", role: "status" });
      this.back = button("tk-stage-back", "presentBack");
      this.on = button("tk-stage-on", "presentOn");
      this.show = button("tk-stage-show", "presentShow");
      this.end = button("tk-stage-end", "presentEnd");
      const bar = make("div", { class: "tk-buttons" });
      bar.append(this.back, this.on, this.show, this.told, this.end);
      const keys = make("p", { class: "tk-note" }, say("presentKeys"));
      this.dialog = make("dialog", { class: "tk-stage", "aria-label": say("present") });
      this.dialog.append(bar, this.view, keys);
      this.dialog.addEventListener("click", (event) => this.pressed(event.target));
      this.dialog.addEventListener("keydown", (event) => this.typed(event));
      document.body.append(this.dialog);
    }

    start() {
      this.dialog.showModal();
      this.go(0);
      this.view.focus();
    }

    go(step) {
      const next = Math.min(Math.max(this.place + step, 0), this.items.length - 1);
      if (step && next === this.place) return;
      this.place = next;
      this.view.replaceChildren(slide(this.items[next]));
      this.reveal(false);
      this.told.textContent = say("presentPlace", { place: next + 1, all: this.items.length });
      this.back.setAttribute("aria-disabled", String(next === 0));
      this.on.setAttribute("aria-disabled", String(next === this.items.length - 1));
      this.dialog.scrollTop = 0;
    }

    reveal(open) {
      this.open = open;
      const key = this.view.querySelector(".tk-key");
      key.hidden = !open;
      const asked = this.view.querySelector(".tk-asked");
      if (asked) asked.hidden = open; // the key says it again
      this.show.textContent = say(open ? "presentHide" : "presentShow");
      if (open) key.scrollIntoView({ block: "nearest" });
    }

    pressed(target) {
      if (target === this.back) this.go(-1);
      if (target === this.on) this.go(1);
      if (target === this.show) this.reveal(!this.open);
      if (target === this.end) this.dialog.close();
    }

    typed(event) {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const step = KEYS[event.key];
      if (step) this.go(step);
      else if (event.key === "Escape") this.dialog.close(); // not every browser does by itself
      else if (event.key === "a" || event.key === "A") this.reveal(!this.open);
      else return;
      event.preventDefault();
    }
  }

  teachkit.starters.push(() => {
    const items = [...document.querySelectorAll(".tk-keyed")];
    if (!items.length) return;
    const start = button("tk-present-start", "present");
    let stage = null;
    start.addEventListener("click", () => {
      if (!stage) {
        stage = new Stage(items);
        stage.dialog.addEventListener("close", () => start.focus());
      }
      stage.start();
    });
    (items[0].closest(".tk-sheet") || items[0]).before(
      make("div", { class: "tk-present tk-screen" }, start),
    );
  });
})(window.teachkit);
