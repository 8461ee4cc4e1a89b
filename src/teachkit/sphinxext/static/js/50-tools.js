// Small tools that the other parts of the page share.
(function (teachkit) {
  "use strict";

  // What runs when the whole page is there.
  teachkit.starters = [];

  // Say a word of ours, with its places filled in.
  teachkit.say = function (name, values) {
    return teachkit.words[name].replace(/%\((\w+)\)s/g, (_all, key) => String(values[key]));
  };

  // Make an element; strings among its children become text, never markup.
  teachkit.make = function (tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  // A button with a name of our own words.
  teachkit.button = function (className, word) {
    return teachkit.make("button", { type: "button", class: className }, teachkit.say(word));
  };

  // Fill a live region anew: the same words twice are read out only if it was empty between.
  teachkit.announce = function (region, ...children) {
    clearTimeout(region.tkTimer);
    region.replaceChildren();
    region.tkTimer = setTimeout(() => region.replaceChildren(...children), 60);
  };

  teachkit.quiet = function (region) {
    clearTimeout(region.tkTimer);
    region.replaceChildren();
  };

  // The words of a node, without marks for sources.
  teachkit.wordsOf = function (node) {
    const copy = node.cloneNode(true);
    for (const one of copy.querySelectorAll(".tk-cite, .tk-hidden")) one.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
})(window.teachkit);
