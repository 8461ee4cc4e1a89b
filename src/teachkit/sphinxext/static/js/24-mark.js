// The twin, last part: teachkit.mark(table, response).
(function (teachkit) {
  "use strict";

  var twin = teachkit.twin;
  var FORMAT = 2;

  function markEssay(_table, response) {
    return twin.strip(response) ? twin.unsure("essay") : twin.blank();
  }

  var MARKERS = new Map([
    ["choice", twin.markChoice],
    ["multi", twin.markMulti],
    ["number", twin.markNumber],
    ["date", twin.markDate],
    ["text", twin.markText],
    ["cloze", twin.markCloze],
    ["match", twin.markMatch],
    ["order", twin.markOrder],
    ["claims", twin.markClaims],
    ["essay", markEssay],
  ]);

  // Mark a response as far as the table goes.
  //
  // table: what Python's portable() made of an item. response: a string as in a CSV cell; JSON
  // for items of several parts. Returns { state, score: [num, den], reason, key, parts }, where
  // reason is one of the codes in docs/toolkit/marking.md, key what decided (an option's id,
  // accept-0, reject-1) and parts has { id, state, score, reason } in the item's order. A mark
  // of "unsure" or "unreadable" decides nothing: the score is what is certain so far.
  teachkit.mark = function (table, response) {
    var marker = table.format === FORMAT && MARKERS.get(table.kind);
    if (!marker) return twin.unsure("format");
    if (table.open) return twin.strip(response) ? twin.unsure("rule") : twin.blank();
    if (table.kind !== "essay" && twin.longer(response, twin.MAX_PARTS_LENGTH)) {
      return twin.unreadable("too-long");
    }
    return marker(table, response);
  };
})(window.teachkit);
