(function (teachkit) {
  "use strict";

  // Say a word of ours, with its places filled in.
  teachkit.say = function (name, values) {
    return (teachkit.words[name] || name).replace(/%\((\w+)\)s/g, function (_all, key) {
      return String(values[key]);
    });
  };
})(window.teachkit);
