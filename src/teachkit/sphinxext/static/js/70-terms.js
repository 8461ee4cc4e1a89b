// Terms explained in place: the link becomes a button that opens the definition below it.
(function (teachkit) {
  "use strict";

  const { make, say } = teachkit;

  function toggle(box, open) {
    const link = box.querySelector("a");
    const tip = box.querySelector(".tk-tip");
    link.setAttribute("aria-expanded", String(open));
    tip.classList.toggle("tk-open", open);
    if (!open) {
      teachkit.quiet(tip);
      return;
    }
    const text = make("span", {});
    text.append(...box.querySelector(".tk-definition").cloneNode(true).childNodes);
    const more = make("a", { href: link.href }, say("glossary"));
    // At once, so that focus can go on into it; the region was there before its text.
    tip.replaceChildren(text, " ", more);
    keepInside(tip);
  }

  // Not beyond the edge of the screen.
  function keepInside(tip) {
    tip.style.removeProperty("margin-left");
    const { left, right } = tip.getBoundingClientRect();
    const wide = document.documentElement.clientWidth - 12;
    const shift = right > wide ? wide - right : left < 12 ? 12 - left : 0;
    if (shift) tip.style.marginLeft = Math.max(shift, 12 - left) + "px";
  }

  function isOpen(box) {
    return box.querySelector(".tk-tip").classList.contains("tk-open");
  }

  function dress(box) {
    const link = box.querySelector("a");
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    link.classList.add("tk-term");
    box.append(make("span", { class: "tk-tip tk-screen", role: "status" }));
    box.addEventListener("click", (event) => {
      if (event.target.closest("a") !== link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      toggle(box, !isOpen(box));
    });
    // Left behind, it would lie over what has focus next.
    box.addEventListener("focusout", (event) => {
      if (isOpen(box) && event.relatedTarget && !box.contains(event.relatedTarget)) toggle(box, false);
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === " " && event.target === link) {
        event.preventDefault(); // a button answers to Space as well
        toggle(box, !isOpen(box));
      }
      if (event.key === "Escape" && isOpen(box)) {
        toggle(box, false);
        link.focus();
      }
    });
  }

  teachkit.starters.push(() => {
    const boxes = [...document.querySelectorAll(".tk-term-box")];
    boxes.forEach(dress);
    if (!boxes.length) return;
    document.addEventListener("click", (event) => {
      for (const box of boxes) if (isOpen(box) && !box.contains(event.target)) toggle(box, false);
    });
  });
})(window.teachkit);
