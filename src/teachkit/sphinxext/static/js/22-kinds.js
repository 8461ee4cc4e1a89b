// The twin, part 7: kinds that are ticked or put in order, and items of several parts.
(function (teachkit) {
  "use strict";

  var twin = teachkit.twin;
  var ratio = twin.ratio;

  function lookUp(pairs, said) {
    return pairs.find(function (pair) { return pair[0] === said; });
  }

  function placeOf(list, id) {
    return list.findIndex(function (entry) { return entry[0] === id; });
  }

  function entriesOf(text) {
    return text.split(";").map(twin.strip).filter(Boolean);
  }

  twin.markChoice = function (table, response) {
    var text = twin.strip(response);
    if (!text) return twin.blank();
    var said = lookUp(table.said, text);
    if (!said) return twin.unsure("form");
    var option = table.options[said[1]];
    return twin.scored(option[1], "option", option[0]);
  };

  function ticks(table, response) {
    var text = twin.strip(response);
    var whole = text && lookUp(table.said, text);
    if (whole) return [whole[1]];
    if (text[0] === "[") return null;
    var said = entriesOf(text);
    if (said.length > 1 && !table.several) return null;
    var places = said.map(function (id) { return placeOf(table.options, id); });
    return places.indexOf(-1) >= 0 ? null : places;
  }

  var MULTI = {
    "all-or-nothing": function (right, wrong, keys) {
      return ratio(right === keys && !wrong ? 1 : 0, 1);
    },
    "coverage": function (right, wrong, keys) {
      return right + wrong ? ratio(right * right, keys * (right + wrong)) : ratio(0, 1);
    },
    "each-answer": function (right, wrong, keys, all) {
      return ratio(right + all - keys - wrong, all);
    },
    "false2": function (right, wrong, keys, all) {
      var weight = Math.max(all - keys, 2);
      return ratio(Math.max(0, right * weight - wrong * keys), keys * weight);
    },
    "net-correct": function (right, wrong, keys) {
      return ratio(Math.max(0, right - wrong), keys);
    },
  };

  twin.markMulti = function (table, response) {
    var places = ticks(table, response);
    if (!places) return twin.unsure("form");
    if (!places.length && table.rule !== "each-answer") return twin.blank();
    var keys = table.options.filter(function (one) { return one[1]; }).length;
    var ticked = Array.from(new Set(places));
    var right = ticked.filter(function (place) { return table.options[place][1]; }).length;
    var rule = MULTI[table.rule];
    if (!rule || !keys) return twin.unsure("rule");
    return twin.scored(rule(right, ticked.length - right, keys, table.options.length), "ticks");
  };

  function longestRun(ranks) {
    var tails = [];
    ranks.forEach(function (rank) {
      var place = tails.findIndex(function (tail) { return tail > rank; });
      if (place < 0) tails.push(rank);
      else tails[place] = rank;
    });
    return tails.length;
  }

  twin.markOrder = function (table, response) {
    var text = twin.strip(response);
    if (text[0] === "[") return twin.unsure("form");
    var said = entriesOf(text);
    if (!said.length) return twin.blank();
    var places = said.map(function (id) { return placeOf(table.events, id); });
    if (places.indexOf(-1) >= 0) return twin.unsure("form");
    if (new Set(places).size < places.length) return twin.unreadable("twice");
    var total = table.events.length;
    var run = longestRun(places.map(function (place) { return table.events[place][1]; }));
    if (table.rule === "all-or-nothing") return twin.scored(ratio(run === total ? 1 : 0, 1), "order");
    return twin.scored(ratio(Math.max(0, 2 * run - total), total), "order");
  };

  // --- Parts ------------------------------------------------------------------

  // Read a JSON object of part to answer: a Map, or null for what only Python reads alike.
  function partsOf(response) {
    if (!twin.strip(response)) return new Map();
    var value;
    try {
      value = JSON.parse(response);
    } catch (_error) {
      return null;
    }
    if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
    var given = new Map();
    var strings = Object.keys(value).every(function (name) {
      given.set(name, value[name] === null ? "" : value[name]);
      return typeof given.get(name) === "string";
    });
    return strings ? given : null;
  }

  function part(id, said) {
    return { id: id, state: said.state, score: said.score, reason: said.reason };
  }

  function withParts(mark, parts) {
    mark.parts = parts;
    return mark;
  }

  // The mark of an item from its parts, as verdicts.py adds them up.
  function sum(table, parts, score) {
    function count(test) { return parts.filter(test).length; }
    if (count(function (one) { return one.state === "blank"; }) === parts.length) {
      return withParts(twin.blank(), parts);
    }
    var unsure = count(function (one) { return one.state === "unsure"; });
    var waiting = unsure + count(function (one) { return one.state === "unreadable"; });
    if (table.rule === "all-or-nothing") {
      var right = count(function (one) { return one.score[0] === one.score[1]; });
      score = ratio(right === parts.length ? 1 : 0, 1);
      if (right + waiting < parts.length) waiting = 0;
    }
    if (!waiting) return withParts(twin.scored(score, "parts"), parts);
    var mark = unsure ? twin.unsure("parts") : twin.unreadable("parts");
    mark.score = score;
    return withParts(mark, parts);
  }

  // Mark an item of parts: each by its own rule, then the sum.
  function marked(table, response, list, all, credit) {
    var given = partsOf(response);
    if (given === null) return twin.unsure("form");
    var ids = list.map(function (entry) { return entry.id === undefined ? entry[0] : entry.id; });
    if (given.size && !ids.some(function (id) { return given.has(id); })) {
      return twin.unreadable("no-such-part");
    }
    var said = ids.map(function (id) { return twin.strip(given.get(id) || ""); });
    var parts = all(said).map(function (one, at) { return part(ids[at], one); });
    function count(state) {
      return parts.filter(function (one) { return one.state === state; }).length;
    }
    return sum(table, parts, credit(count("correct"), count("incorrect"), parts.length));
  }

  function share(right, _wrong, total) {
    return ratio(right, total);
  }

  twin.markMatch = function (table, response) {
    return marked(table, response, table.pairs, function (said) {
      return said.map(function (text, at) {
        if (!text) return twin.blank();
        var side = lookUp(table.said, text);
        if (!side) return twin.unsure("form");
        return side[1] === table.pairs[at][1] ? twin.right("pair") : twin.wrong("pair");
      });
    }, share);
  };

  twin.markClaims = function (table, response) {
    var halves = table.rule === "share-of-claims" ? share : function (right, wrong, total) {
      return ratio(Math.max(0, 2 * right - wrong), 2 * total);
    };
    return marked(table, response, table.claims, function (said) {
      return said.map(function (text, at) {
        if (!text) return twin.blank();
        var verdict = lookUp(table.said, text);
        if (!verdict) return twin.unsure("form");
        return verdict[1] === table.claims[at][1] ? twin.right("claim") : twin.wrong("claim");
      });
    }, halves);
  };

  function markGap(gap, text, table) {
    if (!twin.strip(text)) return twin.blank();
    var language = { language: table.language };
    if (gap.number) return twin.markNumber(Object.assign(language, gap.number), text);
    if (gap.text) return twin.markText(Object.assign(language, gap.text), text);
    var said = lookUp(gap.said, text);
    if (!said) return twin.unsure("form");
    return said[1] ? twin.right("option") : twin.wrong("option");
  }

  twin.markCloze = function (table, response) {
    var gaps = table.gaps;
    return marked(table, response, gaps, function (said) {
      var marks = said.map(function (text, at) { return markGap(gaps[at], text, table); });
      var groups = new Set(gaps.map(function (gap) { return gap.group; }));
      groups.delete("");
      groups.forEach(function (group) {
        var places = gaps.map(function (_gap, at) { return at; }).filter(function (at) {
          return gaps[at].group === group;
        });
        var found = twin.markSet(places.map(function (at) { return said[at]; }), function (text) {
          return places.map(function (at) { return markGap(gaps[at], text, table); });
        });
        places.forEach(function (at, index) { marks[at] = found[index]; });
      });
      return marks;
    }, share);
  };
})(window.teachkit);
