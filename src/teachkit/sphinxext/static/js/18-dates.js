// The twin, part 5: a date as people write it, alone or among words that change nothing.
(function (teachkit) {
  "use strict";

  var twin = teachkit.twin;
  var MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december"];
  var MONTH = MONTHS.map(function (name) { return name + "|" + name.slice(0, 3); }).join("|") + "|sept";
  var DAYS = /\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?|\b(?:on|the|of|in)\b/g;
  var NAMED = new RegExp("\\b(?:" + MONTH + ")\\b|月");
  var NUMERIC = /^([0-9]{1,2})([-/. ]+)([0-9]{1,2})[-/. ]+([0-9]{4})$/;
  var YMD = "ymd";

  // Each form with what its groups are: year, month, day, name of a month.
  var FORMS = [
    ["([0-9]{4})[-/. ]([0-9]{1,2})[-/. ]([0-9]{1,2})", YMD],
    ["([0-9]{4})年 ?(?:([0-9]{1,2})月 ?(?:([0-9]{1,2})日)?)?", YMD],
    ["([0-9]{1,2})\\.? ?-?(" + MONTH + ")\\b\\.?,? ?-?([0-9]{4})", "dny"],
    ["\\b(" + MONTH + ")\\b\\.? ?([0-9]{1,2})\\.? ?,? ?([0-9]{4})", "ndy"],
    ["([0-9]{4}),? ?(" + MONTH + ")\\b\\.? ?([0-9]{1,2})?", "ynd"],
    ["\\b(" + MONTH + ")\\b\\.? ?,? ?([0-9]{4})", "ny"],
    ["([0-9]{4})[-/]([0-9]{1,2})", "ym"],
    ["([0-9]{1,2})[-/.]([0-9]{4})", "my"],
    ["([0-9]{4})", "y"],
    ["([0-9]{1,2})月 ?([0-9]{1,2})日", "md"],
    ["([0-9]{1,2})\\.? ?(" + MONTH + ")\\b", "dn"],
    ["\\b(" + MONTH + ")\\b\\.? ?([0-9]{1,2})", "nd"],
  ].map(function (form) {
    return [new RegExp("^" + form[0] + "$"), form[1], new RegExp(form[0] + "(?![0-9])", "g")];
  });

  function exists(day) {
    var year = day[0] || 2000;
    var month = day[1] || 1;
    var date = day[2] || 1;
    if (month > 12) return false;
    var leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    var most = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].indexOf(month) >= 0 ? 30 : 31;
    return date <= most;
  }

  function monthOf(name) {
    return 1 + MONTHS.findIndex(function (full) { return full.slice(0, 3) === name.slice(0, 3); });
  }

  function dayOf(found, groups) {
    var day = [null, null, null];
    Array.from(groups).forEach(function (group, place) {
      var text = found[place + 1];
      if (text === undefined) return;
      if (group === "n") day[1] = monthOf(text);
      else if (group === "y") day[0] = Number(text);
      else day[group === "m" ? 1 : 2] = Number(text) || null;
    });
    return day;
  }

  // Read 3/4/1949: by the setting, or by what is possible.
  function eitherWay(found, dayFirst) {
    var first = Number(found[1]);
    var second = Number(found[3]);
    var asDay = [Number(found[4]), second, first];
    var asMonth = [Number(found[4]), first, second];
    if (first === second || dayFirst) return [asDay];
    if (dayFirst === false) return [asMonth];
    var possible = [asDay, asMonth].filter(exists);
    return possible.length ? possible : [asDay];
  }

  function inDigits(response, lang) {
    var text = twin.basic(response);
    if (text === null) return null;
    if (twin.hasCjk(text)) {
      text = twin.plainJapanese(text, lang);
      if (text === null || !/^[0-9年月日]*$/.test(text)) return null;
    } else if (!/^[\x00-\x7f]*$/.test(text)) return null;
    text = twin.replaceAt(text, /(?:st|nd|rd|th)\b/g, function (whole, at) {
      return at > 0 && twin.isDigit(whole[at - 1]);
    }, function () { return ""; });
    if (twin.hasEra(text, lang)) return null;
    if (!NAMED.test(text)) return text;
    var tokens = /[0-9]/.test(text) ? twin.foldNumbers(twin.split(text), lang) : null;
    return tokens && tokens.join(" ");
  }

  // Read the one date in a sentence: null unless every word beside it changes nothing, or is one
  // of the question. Such words make it loose: then the date can be right, but not wrong.
  function amongWords(text, table, lang) {
    if (twin.hasCjk(text)) return null;
    for (var at = 0; at < FORMS.length; at += 1) {
      var pattern = FORMS[at][2];
      pattern.lastIndex = 0;
      var found = pattern.exec(text);
      while (found && found.index > 0 && twin.isDigit(text[found.index - 1])) {
        pattern.lastIndex = found.index + 1;
        found = pattern.exec(text);
      }
      if (!found) continue;
      var behind = text.slice(found.index + found[0].length);
      var rest = text.slice(0, found.index) + " " + behind;
      var words = rest.match(/[a-z]+|[0-9]+/g) || [];
      if (/[0-9]/.test(rest) || /^'?s\b/.test(behind)) return null;
      var days = [dayOf(found, FORMS[at][1])];
      days.loose = !words.every(function (word) { return addsNothing(word, lang); });
      return words.every(function (word) {
        return addsNothing(word, lang) || (table.beside || []).indexOf(word) >= 0;
      }) ? days : null;
    }
    return null;
  }

  function addsNothing(word, lang) {
    if (lang.changing.has(word) || lang.ranges.has(word)) return false;
    return lang.stop.has(word) || lang.fillers.has(word) || lang["number-fillers"].has(word);
  }

  // Read a date: the days that it may mean, [] if there is no such day, null if it is unclear.
  twin.readDates = function (response, dayFirst, table) {
    var lang = twin.lang(table);
    var text = inDigits(response, lang);
    if (text === null) return null;
    text = twin.split(text.replace(DAYS, " ")).join(" ").replace(/^[ .,;!?]+|[ .,;!?]+$/g, "");
    var numeric = NUMERIC.exec(text);
    var days = null;
    if (numeric) days = eitherWay(numeric, dayFirst);
    for (var at = 0; at < FORMS.length && days === null; at += 1) {
      var found = FORMS[at][0].exec(text);
      if (found) days = [dayOf(found, FORMS[at][1])];
    }
    if (days === null) days = amongWords(text, table, lang);
    if (days === null) return null;
    return days.every(exists) ? days : [];
  };

  // Whether a month is named: 1911-12 may be two years.
  twin.hasMonth = function (response) {
    return NAMED.test(twin.basic(response));
  };

  function agrees(day, wanted, depth) {
    for (var at = 0; at < depth; at += 1) {
      if (day[at] !== null && wanted[at] !== null && day[at] !== wanted[at]) return false;
    }
    return true;
  }

  twin.markDate = function (table, response) {
    if (twin.longer(response, twin.MAX_LENGTH)) return twin.unreadable("too-long");
    if (!twin.strip(response)) return twin.blank();
    var form = twin.normalise(response);
    if (form === null) return twin.unsure("characters");
    if (!form) return twin.blank();
    if (twin.lang(table)["dont-know"].has(form)) return twin.wrong("dont-know");
    var days = twin.readDates(response, table["day-first"], table);
    if (days === null) return twin.unsure("date");
    // 1939-45 is no month, but may be a span of years.
    var years = /^[^0-9]*[0-9]{4} ?- ?[0-9]{2}[^0-9-]*$/.test(twin.basic(response));
    if (!days.length) return years ? twin.unsure("date") : twin.unreadable("no-such-day");
    var wanted = table.answer;
    var right = days.filter(function (one) { return agrees(one, wanted, table.depth); });
    if (!right.length) return days.loose ? twin.unsure("date") : twin.wrong("date");
    if (right.length < days.length) return twin.unsure("several");
    for (var at = 0; at < table.depth; at += 1) {
      if (days[0][at] === null && wanted[at] !== null) return twin.unsure("less-exact");
    }
    return twin.right("date");
  };
})(window.teachkit);
