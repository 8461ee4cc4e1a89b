"""One rule changed on one side: the gate that holds the two markers together must see it."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction

__all__ = ["IN_PYTHON", "IN_SCRIPT"]

IN_SCRIPT = {
    "credit rounded": ("return [top / common, bottom / common];",
                       "return [Math.round(top / bottom), 1];"),
    "wrong ticks forgiven": ("Math.max(0, right - wrong), keys", "right, keys"),
    "wrong claims forgiven": ("Math.max(0, 2 * right - wrong), 2 * total", "2 * right, 2 * total"),
    "no box ticked is blank": ('!places.length && table.rule !== "each-answer"', "!places.length"),
    "blank is wrong": ('blank = function () { return mark("blank"',
                       'blank = function () { return mark("incorrect"'),
    "ties count as misplaced": ("return tail > rank;", "return tail >= rank;"),
    "the edge of the tolerance": ("return one[0] * two[1] <= two[0] * one[1];",
                                  "return one[0] * two[1] < two[0] * one[1];"),
    "round numbers are wrong": ('return twin.unsure("rounded");', 'return twin.wrong("rounded");'),
    "a comma is a point": ("return commas ? [exact(grouped), pointed] : [pointed, exact(grouped)];",
                           "return [pointed];"),
    "a digit folded to another": ("456789:;<=>?@a", "466789:;<=>?@a"),
    "a scale too few": ("Math.pow(1000, place + 1)", "Math.pow(1000, place)"),
    "months from zero": ("return 1 + MONTHS.findIndex", "return MONTHS.findIndex"),
    "every day exists": ("return date <= most;", "return true;"),
    "not is harmless": ('"stop":"a|', '"stop":"a|not|or|'),
    "an answer counts twice in a list": ("new Set(found).size", "found.length"),
    "an answer counts twice in a set": ("if (form && seen.has(form))", "if (false)"),
    "one right part is enough": ("score = ratio(right === parts.length ? 1 : 0, 1);",
                                 "score = ratio(right ? 1 : 0, 1);"),
    "another word is a slip": (
        "guard[2].indexOf(said) >= 0 || guard[2].indexOf(stem) >= 0", "false"),
    "years are months": ("table.units.indexOf(word) >= 0", "false"),
    "a number has the unit that is asked for": ("return closeTo(values[0], fraction(one));",
                                                "return false;"),
    "a war is no time": ("if (table.year && namesTime(response, lang))", "if (false)"),
    "a span of years is a month": ("return years ? ", "return false ? "),
    "accents are dropped where they count": ("if (accents) return null;", ""),
}  # fmt: skip
"""Name: (what stands in the script, what stands there instead)."""


def _all_halves(number):
    """Round to halves."""
    return Fraction(round(number * 2), 2)


IN_PYTHON = {
    "credit rounded": ("teachkit.marking.multi.Fraction",
                       lambda *args: _all_halves(Fraction(*args))),
    "a wrong sum is not floored": ("teachkit.marking.claims.so_zero",
                                   lambda value: (abs(value), "")),
    "ties count as misplaced": ("teachkit.marking.order.bisect_right",
                                bisect_left),
    "nothing is blank": ("teachkit.marking.date.normalise", lambda text: text),
    "any wrong number may be rounded": ("teachkit.marking.compared.maybe_rounded",
                                        lambda *_args: True),
    "every number may lack its unit": ("teachkit.marking.compared.may_lack_its_unit",
                                       lambda *_args: True),
    "every month has 31 days": ("teachkit.marking.dates._exists",
                                lambda day: (day.month or 1) <= 12 and (day.day or 1) <= 31),
    "nobody says that it is not known": ("teachkit.marking.compared.is_dont_know",
                                         lambda *_args: False),
}  # fmt: skip
"""Name: (what is replaced in the marker, by what)."""
