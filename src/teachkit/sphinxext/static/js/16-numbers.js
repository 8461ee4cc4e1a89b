// The twin, part 4: a number as people write it, compared exactly. No number of the browser's
// own takes part: values are pairs of BigInt, numerator and denominator.
(function (teachkit) {
  "use strict";

  var twin = teachkit.twin;
  var NUMERAL = /[+-]?(?:[0-9]{1,3}(?:([,.' ])[0-9]{3})(?:\1[0-9]{3})*(?![0-9])(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)/g;
  var WORD = /[^\s,;:!?()"'[\]=*_-]+/g;
  var MONEY = /[$€£¥] ?[0-9][0-9.,]* ?(?:k|m|mn|bn)\b/;
  var MOST_DIGITS = 40;

  function exact(text) {
    var sign = text[0] === "-" ? "-" : "";
    var parts = text.replace(/^[+-]/, "").split(".");
    var decimals = parts[1] || "";
    return [BigInt(sign + (parts[0] + decimals || "0")), BigInt("1" + "0".repeat(decimals.length))];
  }

  // What a numeral may mean: as English writes it first, then the other way.
  function valuesOf(numeral) {
    var text = numeral.replace(/[ ']/g, "");
    if (text.replace(/[^0-9]/g, "").length > MOST_DIGITS) return [];
    var commas = text.split(",").length - 1;
    var dots = text.split(".").length - 1;
    if (commas && dots) {
      var decimal = Math.max(text.lastIndexOf(","), text.lastIndexOf("."));
      return [exact(text.slice(0, decimal).replace(/[.,]/g, "") + "." + text.slice(decimal + 1))];
    }
    if (commas + dots === 0) return [exact(text)];
    var mark = commas ? "," : ".";
    var grouped = text.split(mark).join("");
    var looksGrouped = (commas ? /^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+$/
      : /^[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+$/).test(text);
    if (commas + dots > 1) return looksGrouped ? [exact(grouped)] : [];
    var pointed = exact(text.split(mark).join("."));
    if (!looksGrouped) return [pointed];
    return commas ? [exact(grouped), pointed] : [pointed, exact(grouped)];
  }

  // Put a space between a digit and a letter, also for the hyphen that stands between them.
  function unglue(text) {
    var out = "";
    for (var at = 0; at < text.length; at += 1) {
      var next = text[at] === "-" ? text[at + 1] : text[at];
      var glued = at > 0 && twin.isDigit(text[at - 1]) && next !== undefined && twin.isLetter(next);
      out += glued ? " " : "";
      if (!glued || text[at] !== "-") out += text[at];
    }
    return out;
  }

  // A response with its numbers in digits and nothing glued to them; null if that is unclear.
  function inDigits(response, lang) {
    var text = twin.basic(response);
    if (text === null || twin.hasEra(text, lang)) return null;
    if (twin.hasCjk(text)) {
      if (/[a-z]/.test(text)) return null;
      text = twin.plainJapanese(text, lang);
      if (text === null) return null;
      text = text.split("年").join(" ");
    }
    text = twin.replaceAt(text, /(?:st|nd|rd|th)\b/g, function (whole, at) {
      return at > 0 && twin.isDigit(whole[at - 1]);
    }, function () { return ""; });
    if (!/[0-9]/.test(text)) {
      if (twin.hasCjk(text)) return null;
      var form = twin.normalise(response);
      var words = twin.foldNumbers(twin.split(form.split("-").join(" ")), lang);
      if (words === null) return null;
      var ones = words.filter(function (one) { return one === "one"; });
      if (!words.some(twin.isNumber) && ones.length === 1) {
        words = words.map(function (one) { return one === "one" ? "1" : one; });
      }
      text = words.join(" ");
    }
    if (/[0-9]0'?s\b/.test(text) || MONEY.test(text)) return null;
    return unglue(text);
  }

  // Whether nothing that stands beside the number could change it.
  function allKnown(rest, known, lang) {
    var symbols = new Map(lang.symbols);
    return (rest.match(WORD) || []).every(function (found) {
      var word = (symbols.has(found) ? symbols.get(found) : found).replace(/^\.+|\.+$/g, "");
      return !word || known(found) || known(word) || known(twin.stem(word, lang));
    });
  }

  // Read the one number in a text; null unless it is clear.
  function readOne(text, table, lang) {
    var found = text.match(NUMERAL);
    if (!found || found.length !== 1) return null;
    var numeral = found[0];
    var values = valuesOf(numeral);
    if (!values.length || /[a-z][0-9]|[<>~/^]/.test(text) || /^0[0-9]/.test(numeral)) return null;
    var behind = text.slice(text.indexOf(numeral) + numeral.length).replace(/^ +/, "");
    var after = (/^[^\s,;:!?()"'[\]=*_-]+/.exec(behind) || [""])[0];
    var scale = twin.scaleOf(after, lang);
    function known(word) {
      var small = ["stop", "fillers", "number-fillers"].some(function (list) {
        return lang[list].has(word);
      });
      var changes = lang.ranges.has(word) || table.units.indexOf(word) >= 0;
      return (small && !changes) || table.beside.indexOf(word) >= 0;
    }
    if (scale) {
      values = values.map(function (one) { return [one[0] * BigInt(scale), one[1]]; }).concat(values);
      if (known(after)) values.reverse();
    }
    var rest = text.replace(NUMERAL, " ");
    var clear = allKnown(rest, function (word) {
      return known(word) || (scale > 0 && word === after);
    }, lang);
    return clear ? values : null;
  }

  function yearOfDate(response, table) {
    if (!table.year) return null;
    var read = twin.readDates(response, null, table);
    if (!read || read.length !== 1 || read.loose) return null;
    var day = read[0];
    if (day[0] === null || (day[2] === null && !twin.hasMonth(response))) return null;
    return [exact(String(day[0]))];
  }

  // Whether a time may be named, as the Cold War: it may leave a year out, or hold it.
  function namesTime(response, lang) {
    var letters = twin.basic(response).replace(/[^a-z]+/g, "");
    return lang["named-times"].some(function (name) {
      return name.split(/[^a-z]+/).every(function (word) { return letters.indexOf(word) >= 0; });
    });
  }

  function fraction(pair) {
    return [BigInt(pair[0]), BigInt(pair[1])];
  }

  function size(number) {
    return number < BigInt(0) ? -number : number;
  }

  function distance(one, two) {
    return [size(one[0] * two[1] - two[0] * one[1]), one[1] * two[1]];
  }

  function atMost(one, two) {
    return one[0] * two[1] <= two[0] * one[1];
  }

  // Whether two numbers differ by at most a tenth of the second.
  function closeTo(value, other) {
    var away = distance(value, other);
    return atMost([away[0] * BigInt(10), away[1]], [size(other[0]), other[1]]);
  }

  // Whether a wrong number may be the right one in round numbers: then a person decides.
  function maybeRounded(value, answer, away) {
    var hundred = BigInt(100);
    if (value[0] * hundred * answer[1] === answer[0] * value[1]) return true;
    if (value[0] * answer[1] === hundred * answer[0] * value[1]) return true;
    var large = size(answer[0]) >= BigInt(10000) * answer[1];
    if (answer[0] % answer[1] === BigInt(0) && !large) return false;
    return atMost([away[0] * BigInt(10), away[1]], [size(answer[0]), answer[1]]);
  }

  function unclear(text, lang) {
    if (text === null || /[0-9]/.test(text)) return twin.unsure("number");
    var words = text.match(/[a-z]+/g) || [];
    var sure = /^[\x00-\x7f]*$/.test(text) && !words.some(function (word) {
      return twin.ofNumber(word, lang);
    });
    return sure ? twin.unreadable("no-number") : twin.unsure("number");
  }

  // Compare a response with a number.
  twin.markNumber = function (table, response) {
    var lang = twin.lang(table);
    if (!twin.strip(response)) return twin.blank();
    if (typeof BigInt === "undefined" || twin.longer(response, twin.MAX_LENGTH)) {
      return twin.unsure("number");
    }
    var form = twin.normalise(response);
    if (form === null) return twin.unsure("characters");
    if (!form) return twin.blank();
    var text = inDigits(response, lang);
    if (table.year && namesTime(response, lang)) return twin.unsure("number");
    var values = (text !== null && readOne(text, table, lang)) || yearOfDate(response, table);
    if (!values) {
      var plain = twin.hasCjk(form) || (text !== null && !/[0-9]/.test(text));
      if (plain && lang["dont-know"].has(form)) return twin.wrong("dont-know");
      return unclear(text, lang);
    }
    var answer = fraction(table.answer);
    var tolerance = fraction(table.tolerance);
    var hits = values.map(function (one) { return atMost(distance(one, answer), tolerance); });
    if (hits[0]) return twin.right("number");
    if (hits.some(Boolean)) return twin.unsure("several");
    var away = distance(values[0], answer);
    if (tolerance[0] === BigInt(0) && maybeRounded(values[0], answer, away)) {
      return twin.unsure("rounded");
    }
    if (table.others.some(function (one) { return closeTo(values[0], fraction(one)); })) {
      return twin.unsure("unit");
    }
    var near = table.near.find(function (one) { return atMost(away, fraction(one[0])); });
    return near ? twin.scored(near[1], "near") : twin.wrong("number");
  };
})(window.teachkit);
