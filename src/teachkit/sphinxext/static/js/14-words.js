// The twin, part 3: the words of an answer, as tokens.py reads them.
(function (teachkit) {
  "use strict";

  var twin = teachkit.twin;
  var CJK = /[\u3041-\u3096\u309d-\u309f\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆〇]/;
  var ALL_CJK = new RegExp(CJK.source, "g");
  var KANJI_NUMERAL = /[〇一二三四五六七八九零十百千万億兆]/;
  var PUNCTUATION = /[!?;:"'()[\]{}<>«»|~^_*`\\/,…、。，．！？；：「」『』【】（）・¿¡·।॥،؛؟]/g;

  function listsOf(words) {
    var lang = { alphabet: words.alphabet, numbers: words.numbers };
    ["contractions", "symbols"].forEach(function (name) { lang[name] = words[name]; });
    lang.turns = words.turns.map(function (turn) { return [turn[0], turn[1].split("|")]; });
    ["hedges", "openings", "endings", "eras", "named-times"].forEach(function (name) {
      lang[name] = words[name].split("|").filter(Boolean);
    });
    ["articles", "stop", "fillers", "changing", "ranges", "number-fillers", "dont-know",
      "unstemmed"].forEach(function (name) {
      lang[name] = new Set(words[name].split("|").filter(Boolean));
    });
    return lang;
  }

  var LANGUAGES = new Map(["en", ""].map(function (code) {
    return [code, listsOf(teachkit.lexicon.languages[code])];
  }));

  // What is known of the language of a table.
  twin.lang = function (table) {
    return LANGUAGES.get(table.language === "en" || table.language === "ja" ? "en" : "");
  };

  twin.hasCjk = function (text) {
    return CJK.test(text);
  };

  function trim(text, chars) {
    var start = 0;
    var end = text.length;
    while (start < end && chars.indexOf(text[start]) >= 0) start += 1;
    while (end > start && chars.indexOf(text[end - 1]) >= 0) end -= 1;
    return text.slice(start, end);
  }

  // Whether a year of a Japanese era may stand in a text: those are not read here.
  twin.hasEra = function (text, lang) {
    return lang.eras.some(function (era) { return text.indexOf(era) >= 0; });
  };

  // Cut polite endings of Japanese; null where kanji numerals or eras would have to be read.
  twin.plainJapanese = function (line, lang) {
    var text = /[a-z]/.test(line) ? line : trim(line, " .。、!?「」『』").split(" ").join("");
    lang.openings.forEach(function (opening) {
      if (text.indexOf(opening) === 0 && text.length > opening.length) {
        text = text.slice(opening.length).replace(/^[、, ]+/, "");
      }
    });
    var ending = lang.endings.find(function (one) {
      return text.length > one.length && text.slice(-one.length) === one;
    });
    if (ending) text = text.slice(0, -ending.length);
    if (KANJI_NUMERAL.test(text) || twin.hasEra(text, lang)) return null;
    return text.replace(/第(?=[0-9])/g, "");
  };

  function japanese(line, lang) {
    if (!CJK.test(line)) return line;
    var text = twin.plainJapanese(line, lang);
    if (text === null) return null;
    return text.replace(/[\u30a1-\u30f6]/g, function (one) {
      return String.fromCharCode(one.charCodeAt(0) - 0x60);
    }).replace(ALL_CJK, " $& ");
  }

  function latin(char) {
    return char !== undefined && char >= "a" && char <= "z";
  }

  function nothing() { return ""; }
  function blank() { return " "; }

  function withoutQuotes(line, lang) {
    line = line.replace(/([0-9]0)'s\b/g, "$1s");
    lang.contractions.forEach(function (pair) {
      line = line.split(pair[0]).join(pair[1]);
    });
    line = twin.replaceAt(line, /'s\b|'(?!\w)/g, function (text, at, found) {
      if (found[0].length > 1) return at > 0 && twin.isWord(text[at - 1]);
      return at > 0 && text[at - 1] === "s";
    }, nothing);
    return line.split("'").join("");
  }

  function withoutPoints(line) {
    line = line.replace(/\b[a-z](?:\.[a-z])+(?![a-z])\.?/g, function (one) {
      return one.split(".").join("") + " ";
    });
    return twin.replaceAt(line, /\./g, function (text, at) {
      var before = at > 0 && twin.isDigit(text[at - 1]);
      return !before || at + 1 >= text.length || !twin.isDigit(text[at + 1]);
    }, blank);
  }

  function unglue(line) {
    var out = "";
    for (var at = 0; at < line.length; at += 1) {
      var before = at > 0 ? line[at - 1] : " ";
      var ending = line[at] === "s" && !/\w/.test(line[at + 1] || " ");
      if (twin.isDigit(before) && latin(line[at]) && !ending) out += " ";
      if (latin(before) && twin.isDigit(line[at])) out += " ";
      out += line[at];
    }
    return out;
  }

  function inDigits(line) {
    line = twin.replaceAt(line, /([0-9]{1,3})((?:,[0-9]{3})+)(?![0-9])/g, function (text, at) {
      return at === 0 || !twin.isDigit(text[at - 1]);
    }, function (found) { return found[1] + found[2].split(",").join(""); });
    return unglue(line.replace(/\b([0-9]{1,30})(?:st|nd|rd|th)\b/g, "$1"));
  }

  // Drop what stands between words. Kanji and kana stand apart by now: letters are a-z.
  function plain(line, lang) {
    if (line.indexOf("'") >= 0) line = withoutQuotes(line, lang);
    if (line.indexOf(".") >= 0) line = withoutPoints(line);
    line = twin.replaceAt(line, / ?\/ ?(?=[a-z])/g, function (text, at) {
      return at > 0 && latin(text[at - 1]);
    }, function () { return " or "; });
    if (/[0-9]/.test(line)) line = inDigits(line);
    lang.symbols.forEach(function (pair) {
      line = line.split(pair[0]).join(" " + pair[1] + " ");
    });
    line = twin.replaceAt(line, /-/g, function (text, at) {
      if (at > 0 && text[at - 1] !== " ") return true;
      return at + 1 >= text.length || !twin.isDigit(text[at + 1]);
    }, blank);
    return line.replace(PUNCTUATION, " ");
  }

  function without(tokens, list) {
    var kept = tokens.filter(function (one) { return !list.has(one); });
    return kept.length ? kept : tokens;
  }

  function cutHedge(line, lang) {
    for (var at = 0; at < lang.hedges.length; at += 1) {
      var hedge = lang.hedges[at];
      if (line.indexOf(hedge + " ") === 0) return line.slice(hedge.length + 1).replace(/^but /, "");
      if (line.slice(-hedge.length - 1) === " " + hedge) {
        return line.slice(0, -hedge.length - 1).replace(/ but$/, "");
      }
    }
    return null;
  }

  function unhedged(tokens, lang) {
    var line = tokens.join(" ");
    for (var round = 0; round < 3; round += 1) {
      var cut = cutHedge(line, lang);
      if (cut === null) break;
      line = cut;
    }
    return without(twin.split(line), lang.fillers);
  }

  // Read the words of an answer; null where this page cannot tell what the marker would read.
  twin.readWords = function (text, table) {
    var lang = twin.lang(table);
    var line = twin.basic(text, table.accents);
    if (line === null) return null;
    line = japanese(line, lang);
    if (line === null) return null;
    line = plain(line, lang);
    var tokens = twin.foldNumbers(twin.split(line), lang);
    if (tokens === null) return null;
    var american = new Map(table.spelling || []);
    tokens = tokens.map(function (token) {
      return american.has(token) ? american.get(token) : token;
    });
    if (lang.alphabet && line.indexOf("isation") >= 0) {
      tokens = tokens.map(function (token) { return token.split("isation").join("ization"); });
    }
    var core = unhedged(tokens, lang).filter(function (one) {
      return !lang.articles.has(one);
    });
    if (!core.length) core = tokens;
    return { tokens: core, form: core.join(" ") };
  };

  var SIBILANT = /(?:sses|shes|ches|xes|zes)$/;

  // Cut a plural, -ing, -ed and a last e.
  twin.stem = function (token, lang) {
    var size = token.length;
    if (!lang.alphabet || size < 4 || size > 40 || !/^[\x00-\x7f]*$/.test(token)) return token;
    if (lang.unstemmed.has(token) || twin.isNumber(token)) return token;
    if (/ies$/.test(token) && size > 4) token = token.slice(0, -3) + "y";
    else if (SIBILANT.test(token)) token = token.slice(0, -2);
    else if (/s$/.test(token) && !/(?:ss|us|is)$/.test(token)) token = token.slice(0, -1);
    ["ing", "ed"].some(function (ending) {
      var rest = token.slice(0, -ending.length);
      if (token.slice(-ending.length) !== ending || rest.length < 4) return false;
      if (lang.unstemmed.has(token)) return false;
      var last = rest[rest.length - 1];
      var double = last === rest[rest.length - 2] && "lsz".indexOf(last) < 0;
      token = double ? rest.slice(0, -1) : rest;
      return true;
    });
    return token.length >= 5 ? token.replace(/e$/, "") : token;
  };
})(window.teachkit);
