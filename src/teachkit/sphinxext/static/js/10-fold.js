// The twin of the Python marker, part 1: characters.
//
// What the twin reads is a closed alphabet, written by Python into teachkit.lexicon. Nothing
// here asks the browser about Unicode but for canonical composition, which is stable. Whatever
// the alphabet lacks gives null, and null means: this page cannot tell.
(function (teachkit) {
  "use strict";

  var twin = (teachkit.twin = teachkit.twin || {});
  var lexicon = teachkit.lexicon;
  var map = new Map();
  var space = new Set(lexicon.space);
  var signs = new Set(lexicon.signs);
  var symbols = new Set(lexicon.symbols);

  Array.from(lexicon.space).forEach(function (one) { map.set(one, " "); });
  Array.from(lexicon.dropped).forEach(function (one) { map.set(one, ""); });
  Array.from(lexicon.kept).forEach(function (one) { map.set(one, one); });
  Array.from(lexicon.folds[0]).forEach(function (one, at) { map.set(one, lexicon.folds[1][at]); });
  lexicon["long-folds"].forEach(function (pair) { map.set(pair[0], pair[1]); });

  function stays(code) {
    return lexicon.same.some(function (span) { return span[0] <= code && code <= span[1]; });
  }

  // Length in characters as Python counts them; exact only as far as it matters.
  twin.longer = function (text, most) {
    if (text.length <= most) return false;
    if (text.length > 2 * most) return true;
    return Array.from(text).length > most;
  };

  twin.strip = function (text) {
    var start = 0;
    var end = text.length;
    while (start < end && space.has(text[start])) start += 1;
    while (end > start && space.has(text[end - 1])) end -= 1;
    return text.slice(start, end);
  };

  // Like Python's split(): no empty entries.
  twin.split = function (text) {
    return text.split(" ").filter(Boolean);
  };

  // Fold width, case, quotes, dashes, accents and white space; null if a character is unknown.
  twin.basic = function (text, accents) {
    var out = "";
    for (var char of text.normalize("NFD")) {
      var code = char.codePointAt(0);
      if (map.has(char)) out += map.get(char);
      else if (code >= 0x300 && code <= 0x36f && code !== 0x345) {
        if (accents) return null;
      } else if (stays(code)) out += char;
      else return null;
    }
    out = out.normalize("NFC");
    return /[\u3099\u309a]/.test(out) ? null : twin.split(out).join(" ");
  };

  // All below take text that basic() has made: a letter is one of a-z, or beyond ASCII no sign.
  twin.isDigit = function (char) {
    return char >= "0" && char <= "9" && char.length === 1;
  };

  twin.isLetter = function (char) {
    return (char >= "a" && char <= "z") || (char > "\u007f" && !signs.has(char));
  };

  twin.isWord = function (char) {
    return char !== undefined && (twin.isLetter(char) || twin.isDigit(char) || char === "_");
  };

  twin.isNumber = function (token) {
    return twin.isDigit(token[0]) || (token[0] === "-" && token.length > 1 && twin.isDigit(token[1]));
  };

  // Replace what a pattern (with g) finds where a test of the place holds: instead of
  // lookbehind, which not every browser has. After a refusal the search goes on one further.
  twin.replaceAt = function (text, pattern, test, make) {
    var out = "";
    var done = 0;
    var found;
    pattern.lastIndex = 0;
    while ((found = pattern.exec(text))) {
      if (test(text, found.index, found)) {
        out += text.slice(done, found.index) + make(found);
        done = found.index + found[0].length;
      } else pattern.lastIndex = found.index + 1;
    }
    return out + text.slice(done);
  };

  function afterWord(text, at) {
    return at > 0 && twin.isWord(text[at - 1]);
  }

  // Join letters with full stops, as in u.s.a., where two or more stand in a row.
  function joinAbbreviations(text) {
    var out = "";
    var at = 0;
    while (at < text.length) {
      var end = at;
      if (twin.isLetter(text[at]) && !afterWord(text, at)) {
        while (end + 1 < text.length && twin.isLetter(text[end]) && text[end + 1] === ".") end += 2;
      }
      if (end - at >= 4) {
        out += text.slice(at, end).split(".").join("");
        at = end;
      } else {
        out += text[at];
        at += 1;
      }
    }
    return out;
  }

  function isEdge(text, at) {
    var char = text[at];
    var before = at > 0 ? text[at - 1] : undefined;
    var next = text[at + 1];
    var digitBefore = before !== undefined && twin.isDigit(before);
    var digitNext = next !== undefined && twin.isDigit(next);
    if (char === "-") return twin.isWord(before) || !digitNext;
    return !digitBefore || !digitNext;
  }

  var PUNCTUATION = /[!?;:"()[\]{}…、。「」『』・¿¡]/g;

  // The normal form: basic without punctuation, possessives, a first article.
  twin.normalise = function (text) {
    var folded = twin.basic(text);
    if (folded === null) return null;
    var chars = Array.from(folded);
    if (!chars.some(function (one) { return twin.isLetter(one) || twin.isDigit(one); })) {
      return chars.some(function (one) { return symbols.has(one); }) ? folded : "";
    }
    var form = joinAbbreviations(folded);
    form = twin.replaceAt(form, /'s/g, function (whole, at) {
      return afterWord(whole, at) && !twin.isWord(whole[at + 2]);
    }, function () { return ""; });
    form = form.split("'").join("");
    form = twin.replaceAt(form, /,(?=[0-9]{3}(?![0-9]))/g, function (whole, at) {
      return at > 0 && twin.isDigit(whole[at - 1]);
    }, function () { return ""; });
    form = twin.replaceAt(form, /[.,-]/g, isEdge, function () { return " "; });
    form = twin.split(form.replace(PUNCTUATION, " ")).join(" ");
    return form.replace(/^(?:the|an|a) (?=.)/, "");
  };
})(window.teachkit);
