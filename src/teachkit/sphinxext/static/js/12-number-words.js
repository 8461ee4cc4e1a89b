// The twin, part 2: numbers in words, as number_words.py reads them.
(function (teachkit) {
  "use strict";

  var twin = teachkit.twin;
  var LONGEST = 20;
  var known = new Map();

  function numbered(words, number) {
    return new Map(words.split("|").map(function (word, place) { return [word, number(place)]; }));
  }

  function listsOf(lang) {
    var numbers = lang.numbers;
    if (!numbers) return null;
    if (!known.has(lang)) {
      var lists = {
        small: numbered(numbers.small, function (place) { return place; }),
        tens: numbered(numbers.tens, function (place) { return 20 + 10 * place; }),
        scales: numbered(numbers.scales, function (place) { return Math.pow(1000, place + 1); }),
        variants: new Map(numbers.variants),
        decades: new Map(numbers.decades),
      };
      lists.all = new Set(["hundred"]);
      [lists.small, lists.tens, lists.scales, lists.variants].forEach(function (list) {
        list.forEach(function (_value, word) { lists.all.add(word); });
      });
      known.set(lang, lists);
    }
    return known.get(lang);
  }

  function get(map, key, other) {
    return map.has(key) ? map.get(key) : other;
  }

  // What a scale multiplies by, 0 for any other word.
  twin.scaleOf = function (word, lang) {
    var lists = listsOf(lang);
    return word === "hundred" ? 100 : lists ? get(lists.scales, word, 0) : 0;
  };

  // Whether a word may belong to a number in words.
  twin.ofNumber = function (word, lang) {
    var lists = listsOf(lang);
    return lists !== null && (lists.all.has(word) || lists.decades.has(word));
  };

  function pair(words, lists) {
    if (words.length === 1) return get(lists.small, words[0], get(lists.tens, words[0], null));
    if (words.length !== 2 || !lists.tens.has(words[0])) return null;
    var ones = get(lists.small, words[1], 0);
    return ones > 0 && ones < 10 ? lists.tens.get(words[0]) + ones : null;
  }

  function year(words, lists) {
    for (var split = 1; split <= 2; split += 1) {
      var first = pair(words.slice(0, split), lists);
      var rest = words.slice(split);
      if (first === null || first < 10 || !rest.length) continue;
      if (rest.length === 2 && (rest[0] === "oh" || rest[0] === "o")) {
        var ones = get(lists.small, rest[1], 0);
        if (ones > 0 && ones < 10) return first * 100 + ones;
      }
      var second = pair(rest, lists);
      if (second !== null && second >= 10) return first * 100 + second;
    }
    return null;
  }

  function cardinal(words, lists) {
    var total = 0;
    var current = 0;
    var lastScale = 1e15;
    var pending = [];
    for (var place = 0; place < words.length; place += 1) {
      var word = words[place];
      var part;
      if (word === "and" && place > 0 && place < words.length - 1 && !pending.length) continue;
      if (word === "hundred") {
        part = pending.length ? pair(pending, lists) : 0;
        if (!part || current) return null;
        current = part * 100;
        pending = [];
      } else if (lists.scales.has(word)) {
        part = pending.length ? pair(pending, lists) : 0;
        var scale = lists.scales.get(word);
        if (part === null || scale >= lastScale || current + part === 0) return null;
        total += (current + part) * scale;
        lastScale = scale;
        current = 0;
        pending = [];
      } else pending.push(word);
    }
    var end = pending.length ? pair(pending, lists) : 0;
    return end === null ? null : total + current + end;
  }

  function wordsToNumber(words, lists) {
    if (!words.length || words.length > LONGEST) return null;
    var plain = words.map(function (word) {
      var first = get(lists.variants, word, word);
      return get(lists.variants, first, first);
    });
    var found = year(plain, lists);
    return found === null ? cardinal(plain, lists) : found;
  }

  function run(tokens, start, lists) {
    var end = start;
    while (end < tokens.length && end - start < LONGEST) {
      var token = tokens[end];
      var inside = end > start && (token === "and" || token === "oh" || token === "o");
      var joins = inside && end + 1 < tokens.length && lists.all.has(tokens[end + 1]);
      if (!lists.all.has(token) && !joins) break;
      end += 1;
    }
    return end;
  }

  function longest(words, lists) {
    if ((words.length === 1 && words[0] === "one") || words[0] === "zeroth") return [1, words[0]];
    for (var length = words.length; length > 0; length -= 1) {
      var said = words.slice(0, length);
      var value = wordsToNumber(said, lists);
      if (value === null && (said[0] === "hundred" || lists.scales.has(said[0]))) {
        value = wordsToNumber(["one"].concat(said), lists);
      }
      if (value !== null) return [length, String(value)];
    }
    return [1, words[0]];
  }

  function foldWords(tokens, lists) {
    var folded = [];
    var place = 0;
    while (place < tokens.length) {
      var token = tokens[place];
      var scale = token === "hundred" ? 100 : get(lists.scales, token, 0);
      var last = folded.length ? folded[folded.length - 1] : "";
      if (scale && /^-?[0-9]{1,30}(?:\.[0-9]{1,30})?$/.test(last)) {
        if (!/^[0-9]{1,9}$/.test(last) || Number(last) * scale > 1e15) return null;
        folded[folded.length - 1] = String(Number(last) * scale);
        place += 1;
      } else if (lists.all.has(token)) {
        var read = longest(tokens.slice(place, run(tokens, place, lists)), lists);
        if (scale && twin.isDigit(read[1][0]) && (last === "a" || last === "an")) folded.pop();
        folded.push(read[1]);
        place += read[0];
      } else {
        folded.push(get(lists.decades, token, token));
        place += 1;
      }
    }
    return folded.length === 1 && folded[0] === "one" ? ["1"] : folded;
  }

  var ROMAN = /^(x{0,3})(ix|iv|v?i{0,3})$/;

  function isAlpha(token) {
    return Array.from(token).every(function (one) { return twin.isLetter(one) && one !== "〇"; });
  }

  function roman(token, tokens, place) {
    var found = ROMAN.exec(token);
    if (!found || token === "xi" || !isAlpha(tokens[place - 1])) return token;
    if (token.length === 1) {
      if (place < tokens.length - 1 || Array.from(tokens[place - 1]).length < 3) return token;
    }
    var rest = found[2];
    var ones = rest === "ix" ? 9 : rest === "iv" ? 4
      : 5 * (rest.split("v").length - 1) + (rest.split("i").length - 1);
    return String(10 * found[1].length + ones);
  }

  // Write numbers in words and Roman numerals in digits; null where that needs fractions.
  twin.foldNumbers = function (tokens, lang) {
    var lists = listsOf(lang);
    if (lists === null) return tokens;
    if (tokens.some(function (token) { return lists.all.has(token) || lists.decades.has(token); })) {
      tokens = foldWords(tokens, lists);
      if (tokens === null) return null;
    }
    return tokens.map(function (token, place) {
      return place && "ivx".indexOf(token[0]) >= 0 ? roman(token, tokens, place) : token;
    });
  };
})(window.teachkit);
