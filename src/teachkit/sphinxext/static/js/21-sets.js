// The twin, part 6b: gaps that form a set. The answers may stand in any order; none counts twice.
(function (teachkit) {
  "use strict";

  var twin = teachkit.twin;

  function give(answer, edges, taken, tried) {
    return edges[answer].some(function (gap) {
      if (tried.has(gap)) return false;
      tried.add(gap);
      if (taken.has(gap) && !give(taken.get(gap), edges, taken, tried)) return false;
      taken.set(gap, answer);
      return true;
    });
  }

  function all(marks, state) {
    return marks.every(function (one) { return one.state === state; });
  }

  // Mark the answers of a set: said in order, and how each does in every gap.
  //
  // An answer is surely right while every answer before it is surely placed or surely in none
  // of the gaps; after one that is unclear, only what is wrong or given twice is certain.
  twin.markSet = function (said, marksOf) {
    var taken = new Map();
    var seen = new Set();
    var edges = [];
    var clear = true;
    return said.map(function (text, answer) {
      var marks = marksOf(text);
      var form = twin.normalise(text);
      edges.push(marks.map(function (one, gap) { return one.state === "correct" ? gap : -1; })
        .filter(function (gap) { return gap >= 0; }));
      if (form && seen.has(form)) return twin.wrong("repeated");
      if (form === null) clear = false;
      if (form) seen.add(form);
      if (all(marks, "blank")) return twin.blank();
      if (all(marks, "incorrect")) return twin.wrong("set");
      if (clear && give(answer, edges, taken, new Set())) return twin.right("set");
      clear = false;
      return twin.unsure("set");
    });
  };
})(window.teachkit);
