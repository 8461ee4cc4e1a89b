// Answers of one state of one sheet, kept in this browser. Where it keeps nothing, they live as
// long as the page, and the page says so.
(function (teachkit) {
  "use strict";

  const PREFIX = "tk:";
  const PARTS = ["answers", "tries", "states"];
  const stores = new Map();

  // Reading the property may throw already: storage can be forbidden.
  function disk() {
    const found = window.localStorage;
    if (!found) throw new Error("no storage");
    return found;
  }

  function parsed(text) {
    let data = null;
    try {
      data = JSON.parse(text);
    } catch {
      // Somebody else's, or cut off: begin anew.
    }
    const clean = {};
    for (const part of PARTS) {
      const found = data && typeof data === "object" ? data[part] : null;
      clean[part] = Object.assign(Object.create(null), typeof found === "object" ? found : null);
    }
    return clean;
  }

  class Store {
    constructor(sheet, build) {
      this.sheet = sheet;
      this.build = build;
      this.key = PREFIX + sheet + ":" + build;
      this.works = true;
      this.data = parsed("");
      this.read();
      this.change(() => {}); // find out now whether it can be written
    }

    read() {
      if (!this.works) return;
      try {
        this.data = parsed(disk().getItem(this.key));
      } catch {
        this.works = false;
      }
    }

    // Read first: another tab may have written other items meanwhile.
    change(edit) {
      this.read();
      edit(this.data);
      try {
        if (PARTS.some((part) => Object.keys(this.data[part]).length)) {
          disk().setItem(this.key, JSON.stringify(this.data));
        } else {
          disk().setItem(PREFIX + "test", "1");
          disk().removeItem(PREFIX + "test");
          disk().removeItem(this.key);
        }
      } catch {
        this.works = false;
      }
    }

    answer(item) {
      const found = this.data.answers[item];
      return typeof found === "string" ? found : "";
    }

    tries(item) {
      return Number(this.data.tries[item]) || 0;
    }

    state(item) {
      return this.data.states[item] || "";
    }

    // An answer that has changed is not checked any more.
    put(item, response) {
      this.change((data) => {
        if (data.answers[item] !== response) delete data.states[item];
        if (response) data.answers[item] = response;
        else delete data.answers[item];
      });
    }

    tried(item, state) {
      this.change((data) => {
        data.tries[item] = (Number(data.tries[item]) || 0) + 1;
        data.states[item] = state;
      });
    }

    clear() {
      this.change((data) => {
        for (const part of PARTS) data[part] = Object.create(null);
      });
    }
  }

  // The store of a sheet; `sheet` and `build` as a form names them.
  teachkit.store = function (sheet, build) {
    const key = sheet + ":" + build;
    if (!stores.has(key)) stores.set(key, new Store(sheet, build));
    return stores.get(key);
  };

  // What another tab has done.
  window.addEventListener("storage", (event) => {
    for (const store of stores.values()) {
      if (event.key === null || event.key === store.key) {
        store.read();
        teachkit.refresh(store);
      }
    }
  });
})(window.teachkit);
