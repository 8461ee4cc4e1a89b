// The twin, part 5b: one slip of the pen, as spelling.py overlooks it. Which words look like a
// slip but are words of their own is in the table.
(function (teachkit) {
  "use strict";

  var twin = teachkit.twin;
  var FAR = 99;

  // Missing, added and other letters and two that changed places count one each.
  function distance(one, two) {
    var before = [];
    var last = Array.from({ length: two.length + 1 }, function (_none, place) { return place; });
    for (var row = 1; row <= one.length; row += 1) {
      var now = [row];
      for (var column = 1; column <= two.length; column += 1) {
        var other = one[row - 1] === two[column - 1] ? 0 : 1;
        var best = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + other);
        var swapped = row > 1 && column > 1 && one[row - 1] === two[column - 2] && one[row - 2] === two[column - 1];
        now.push(swapped ? Math.min(best, before[column - 2] + 1) : best);
      }
      before = last;
      last = now;
    }
    return last[two.length];
  }

  // Whether only letters changed places, or a double letter was written once.
  function light(said, wanted) {
    if (said.length === wanted.length) {
      return Array.from(said).sort().join("") === Array.from(wanted).sort().join("");
    }
    var long = said.length > wanted.length ? said : wanted;
    var short = said.length > wanted.length ? wanted : said;
    return Array.from(long).some(function (letter, place) {
      return place && letter === long[place - 1] && long.slice(0, place) + long.slice(place + 1) === short;
    });
  }

  // Whether one is the other with an ending, and so another word: environment, environmental.
  function longer(said, wanted) {
    return Math.abs(said.length - wanted.length) > 1 && (said.startsWith(wanted) || wanted.startsWith(said));
  }

  function isNear(said, wanted) {
    var short = Math.min(said.length, wanted.length);
    var bound = short <= 3 ? 0 : short <= 7 ? 1 : short <= 10 ? 2 : 3;
    if (said[0] !== wanted[0] || Math.abs(said.length - wanted.length) > bound || longer(said, wanted)) return false;
    var found = said.length > 40 ? FAR : distance(said, wanted);
    return found > 0 && found <= bound && (short > 5 || light(said, wanted));
  }

  // Whether two words differ by a beginning or an ending that makes another word.
  function turned(said, wanted, lang) {
    return lang.turns.some(function (turn) {
      var found = [said, wanted].map(function (word) {
        return turn[1].find(function (part) {
          return part === (turn[0] ? word.slice(0, part.length) : word.slice(-part.length));
        });
      });
      return found[0] && found[1] && found[0] !== found[1];
    });
  }

  // Whether a word of the answer is a slip of a word of the key, and of nothing else.
  twin.isSlip = function (said, wanted, table, lang) {
    var guard = table.slips.find(function (one) { return one[0] === wanted; });
    if (!guard || said.length < 4 || !/^[a-z]+$/.test(said) || !isNear(said, wanted)) return false;
    var stem = twin.stem(said, lang);
    var cut = stem !== said;
    if (cut && (!guard[1] || stem + guard[1] !== said)) return false;
    if (guard[2].indexOf(said) >= 0 || guard[2].indexOf(stem) >= 0) return false;
    return table.echo.indexOf(stem) < 0 && !turned(said, wanted, lang);
  };
})(window.teachkit);
