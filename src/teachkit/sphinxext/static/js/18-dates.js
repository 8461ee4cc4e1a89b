// The twin, part 5: a date as people write it, if nothing else is said.
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
    ["(" + MONTH + ")\\b\\.? ?([0-9]{1,2})\\.? ?,? ?([0-9]{4})", "ndy"],
    ["([0-9]{4}),? ?(" + MONTH + ")\\b\\.? ?([0-9]{1,2})?", "ynd"],
    ["(" + MONTH + ")\\b\\.? ?,? ?([0-9]{4})", "ny"],
    ["([0-9]{4})[-/]([0-9]{1,2})", "ym"],
    ["([0-9]{1,2})[-/.]([0-9]{4})", "my"],
    ["([0-9]{4})", "y"],
    ["([0-9]{1,2})月 ?([0-9]{1,2})日", "md"],
    ["([0-9]{1,2})\\.? ?(" + MONTH + ")\\b", "dn"],
    ["(" + MONTH + ")\\b\\.? ?([0-9]{1,2})", "nd"],
  ].map(function (form) { return [new RegExp("^" + form[0] + "$"), form[1]]; });

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
    return twin.replaceAt(text, /(?:st|nd|rd|th)\b/g, function (whole, at) {
      return at > 0 && twin.isDigit(whole[at - 1]);
    }, function () { return ""; });
  }

  // Read a date: the days that it may mean, [] if there is no such day, null if it is unclear.
  twin.readDates = function (response, dayFirst, table) {
    var text = inDigits(response, twin.lang(table));
    if (text === null) return null;
    text = twin.split(text.replace(DAYS, " ")).join(" ").replace(/^[ .,;!?]+|[ .,;!?]+$/g, "");
    var numeric = NUMERIC.exec(text);
    var days = null;
    if (numeric) days = eitherWay(numeric, dayFirst);
    for (var at = 0; at < FORMS.length && days === null; at += 1) {
      var found = FORMS[at][0].exec(text);
      if (found) days = [dayOf(found, FORMS[at][1])];
    }
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
    if (!days.length) return twin.unreadable("no-such-day");
    var wanted = table.answer;
    var right = days.filter(function (one) { return agrees(one, wanted, table.depth); });
    if (!right.length) return twin.wrong("date");
    if (right.length < days.length) return twin.unsure("several");
    for (var at = 0; at < table.depth; at += 1) {
      if (days[0][at] === null && wanted[at] !== null) return twin.unsure("less-exact");
    }
    return twin.right("date");
  };
})(window.teachkit);
