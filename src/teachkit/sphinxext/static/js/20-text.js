// The twin, part 6: a short answer. Right if it is an accepted form, or one among words that
// add nothing, or one with a slip of the pen; wrong if it is rejected or says that it is not known; otherwise not recognised.
(function (teachkit) {
  "use strict";

  var twin = teachkit.twin;
  var LONGEST = 120;

  function pairFor(pairs, form) {
    return pairs.find(function (pair) { return pair[0] === form; });
  }

  // Whether a word of the answer stands for the word of the key at a place.
  function sameWord(token, shape, place, table, lang) {
    if (token === shape[0][place]) return true;
    if (!shape[2][place] || twin.isNumber(token) || table.never.indexOf(token) >= 0) return false;
    return twin.stem(token, lang) === shape[1][place];
  }

  // Whether a word may stand beside a key: it adds nothing, or repeats the question.
  function addsNothing(token, shape, table, lang) {
    var stem = twin.stem(token, lang);
    if (shape[1].indexOf(stem) >= 0 || table.never.indexOf(token) >= 0) return false;
    if (lang.stop.has(token) || lang.fillers.has(token)) return !lang.changing.has(token);
    return token.length > 1 && !twin.isNumber(token) && table.echo.indexOf(stem) >= 0;
  }

  function holds(tokens, shape, table, lang) {
    var size = shape[0].length;
    for (var start = 0; start + size <= tokens.length; start += 1) {
      var fits = tokens.every(function (token, at) {
        var place = at - start;
        return place >= 0 && place < size ? sameWord(token, shape, place, table, lang)
          : addsNothing(token, shape, table, lang);
      });
      if (fits) return true;
    }
    return false;
  }

  // Whether the answer is the key but for a slip in one word.
  function slipped(tokens, shape, table, lang) {
    if (!shape[3] || tokens.length !== shape[0].length) return false;
    var odd = tokens.filter(function (token, place) {
      return !sameWord(token, shape, place, table, lang);
    });
    var place = tokens.indexOf(odd[0]);
    return odd.length === 1 && shape[2][place] === 1 &&
      shape[1].indexOf(twin.stem(odd[0], lang)) < 0 && twin.isSlip(odd[0], shape[0][place], table, lang);
  }

  // What is said as it stands: accepted, rejected, or neither.
  function known(table, response, words) {
    var raw = pairFor(table.raw, twin.strip(response.normalize("NFC")));
    if (raw && raw[1][0] === "a") return twin.right("same", raw[1]);
    var accepted = words && words.form && pairFor(table.accept, words.form);
    if (accepted) return twin.right("same", "accept-" + accepted[1]);
    if (raw) return twin.wrong("rejected", raw[1]);
    var rejected = words && words.form && pairFor(table.reject, words.form);
    return rejected ? twin.wrong("rejected", "reject-" + rejected[1]) : null;
  }

  function one(table, response) {
    if (!twin.strip(response)) return twin.blank();
    if (twin.longer(response, twin.MAX_LENGTH)) return twin.unreadable("too-long");
    var words = twin.readWords(response, table);
    var said = known(table, response, words);
    if (said) return said;
    if (!words) return twin.unsure("characters");
    var form = twin.normalise(response);
    if (form === null) return twin.unsure("characters");
    if (!words.form || !form) return twin.blank();
    var lang = twin.lang(table);
    if (lang["dont-know"].has(words.form) || lang["dont-know"].has(form)) {
      return twin.wrong("dont-know");
    }
    if (words.tokens.length > LONGEST) return twin.unsure("too-long");
    var held = table.shapes.some(function (shape) {
      return holds(words.tokens, shape, table, lang);
    });
    if (held) return twin.right("words");
    var slip = table.shapes.some(function (shape) {
      return slipped(words.tokens, shape, table, lang);
    });
    return slip ? twin.right("slip") : twin.unsure("no-match");
  }

  // The place in the key of an answer that is accepted as it stands; -1 if it is not, null if
  // that is unclear.
  function place(table, entry) {
    var words = twin.readWords(entry, table);
    var raw = pairFor(table.raw, twin.strip(entry.normalize("NFC")));
    if (!words || (raw && raw[1][0] === "a" && !pairFor(table.accept, words.form))) return null;
    var found = words.form && pairFor(table.accept, words.form);
    return found ? found[1] : -1;
  }

  // Two accepted answers joined by "and", where the table allows it.
  function both(table, entry) {
    var words = table.pairs && twin.readWords(entry, table);
    if (!words) return null;
    for (var at = 0; at < table.accept.length; at += 1) {
      var start = table.accept[at][0] + " and ";
      var second = words.form.indexOf(start) === 0 && pairFor(table.accept, words.form.slice(start.length));
      if (second && second[1] !== table.accept[at][1]) return [table.accept[at][1], second[1]];
    }
    return null;
  }

  // Divide a list where that makes accepted answers of it, as lists.py does; null if unclear.
  function entries(table, response) {
    var pieces = response.split(/[;,\n、，・]/).slice(0, 200).filter(function (piece) {
      return twin.strip(piece);
    });
    var found = [];
    var at = 0;
    while (at < pieces.length) {
      var end = Math.min(at + 3, pieces.length);
      var said = place(table, pieces.slice(at, end).join(", "));
      while (said === -1 && end > at + 1) {
        end -= 1;
        said = place(table, pieces.slice(at, end).join(", "));
      }
      var two = said === -1 ? both(table, pieces[at]) : null;
      if (said === null || (said === -1 && !two)) return null;
      found = found.concat(two || [said]);
      at = end;
    }
    return found;
  }

  function list(table, response) {
    var said = one(table, response);
    if (["unsure", "correct"].indexOf(said.state) < 0) return said;
    var found = entries(table, response);
    if (found === null) return twin.unsure("list");
    return twin.scored(twin.ratio(Math.min(new Set(found).size, table.need), table.need), "list");
  }

  twin.markText = function (table, response) {
    return table.need > 1 ? list(table, response) : one(table, response);
  };
})(window.teachkit);
