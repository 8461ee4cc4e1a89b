// The twin, part 0: marks, as the marker's verdicts.py makes them. A score is a pair of integers.
(function (teachkit) {
  "use strict";

  var twin = (teachkit.twin = teachkit.twin || {});

  twin.MAX_LENGTH = 5000;
  twin.MAX_PARTS_LENGTH = 50000;

  function divisor(one, two) {
    return two ? divisor(two, one % two) : one;
  }

  twin.ratio = function (top, bottom) {
    var common = divisor(top, bottom);
    return [top / common, bottom / common];
  };

  function mark(state, score, reason, key) {
    return { state: state, score: score, reason: reason, key: key || "", parts: [] };
  }

  twin.blank = function () { return mark("blank", [0, 1], "blank"); };
  twin.right = function (reason, key) { return mark("correct", [1, 1], reason, key); };
  twin.wrong = function (reason, key) { return mark("incorrect", [0, 1], reason, key); };
  twin.unsure = function (reason) { return mark("unsure", [0, 1], reason); };
  twin.unreadable = function (reason) { return mark("unreadable", [0, 1], reason); };

  twin.scored = function (score, reason, key) {
    var state = score[0] >= score[1] ? "correct" : score[0] > 0 ? "partial" : "incorrect";
    return mark(state, score, reason, key);
  };
})(window.teachkit);
