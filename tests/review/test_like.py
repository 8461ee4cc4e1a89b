"""What a decision settles beside its own answer: the same in grading, in the queue, on the page."""

from __future__ import annotations

import itertools

import pytest

from teachkit.gradebook.decisions import Decision, Settled, form_of, settle
from teachkit.gradebook.learned import learn
from teachkit.gradebook.like import find_likes, settled_by
from teachkit.gradebook.likeness import Effects, Likeness
from teachkit.gradebook.queue import Unit, in_order
from teachkit.marking.matcher import Matcher
from teachkit.marking.text import spec_of
from teachkit.model import Policy, Sheet, State, Text

ANSWERS = (
    "The Federal City",
    "I think it is the federal citty",
    "the Federal Citty",
    "citty hall",
    "federal sity",
    "not the Federal City",
    "Federal City and Washington",
    "Federal City or Boston",
    "Boston",
    "it is Boston",
    "Bosston",
    "base camp",
    "basecamp",
    "basecamps",
    "New York",
    "New Yrok",
    "city",
    "capital city of the Federal",
    "city of 1790",
    "Philadelphia",
    "Philadelfia",
    "Philadelphia, Boston",
)


def item(**more):
    """Return the question whose key knows one form."""
    given = {"id": "word", "prompt": "Which capital?", "accept": ("Washington",), **more}
    return Text(**given)


def sheet_of(*items):
    """Return a sheet."""
    return Sheet(format=1, id="s", title="s", items=items)


def alone(spec, one, response, **more):
    """Say by marking whether one decision alone settles an answer: no index, no shortcut."""
    key = spec._replace(**more)
    said = Matcher(key).verdict(response)
    if "accept" not in more:
        return said.state is State.INCORRECT
    own = Matcher(spec._replace(accept=(one,))).key.forms
    whole = own and own[0].needed <= set(Matcher(spec).key.words(response).stems)
    found = said.matched == one or (said.cause == "several" and whole)
    return said.state is State.CORRECT and bool(found)


@pytest.mark.parametrize("policy", [Policy.STRICT, Policy.NORMAL])
def test_the_index_loses_nothing(policy):
    """For each pair and each veto what marking says, with every answer tried."""
    spec = spec_of(item(policy=policy))
    like = Likeness(spec, ANSWERS)
    places = range(len(ANSWERS))
    seen = 0
    for response in ANSWERS:
        if Matcher(spec).verdict(response).state is not State.UNSURE:
            assert like.effects(response) == Effects()
            continue
        yes = [
            at
            for at in places
            if alone(spec, ANSWERS[at], response, accept=(*spec.accept, ANSWERS[at]))
        ]
        no = [
            at for at in places if alone(spec, ANSWERS[at], response, rejects=((ANSWERS[at], ""),))
        ]
        vetoes = [
            (one, other)
            for one, other in itertools.product(yes, places)
            if other != one
            and Matcher(
                spec._replace(accept=(*spec.accept, ANSWERS[one]), rejects=((ANSWERS[other], ""),))
            )
            .verdict(response)
            .state
            is not State.CORRECT
        ]
        found = like.effects(response)
        pairs = {(a, b) for one, other in found.vetoes for a in one for b in other}
        assert found[:2] == (tuple(yes), tuple(no)), response
        assert pairs == set(vetoes), response
        seen += len(yes) + len(no) + len(vetoes) - 2
    assert seen > 20


def decision(answer, verdict, who="KM"):
    """Return a decision on an answer."""
    return Decision(
        who=who, when="", item="word", verdict=verdict, form=form_of(answer), answer=answer
    )


def test_the_queue_says_what_grading_does():
    """Any three decisions: what the page would show is what the next grading finds."""
    sheet = sheet_of(item())
    few = ANSWERS[:5] + ANSWERS[7:11]
    units = [Unit(form_of(one), "", {one: 1}) for one in few]
    find_likes(sheet.items[0], "", sheet, units, Settled())
    settled = 0
    for chosen in itertools.combinations(few, 3):
        for verdicts in itertools.product(("accept", "reject"), repeat=3):
            made = [decision(*one) for one in zip(chosen, verdicts, strict=True)]
            held = {one.form: one.verdict for one in made}
            learned = learn(sheet, made)["word", ""]
            for unit in units:
                if unit.form not in held:
                    found = learned.decision(unit.commonest)
                    assert settled_by(unit.like, held) == (found.verdict if found else "")
                    settled += found is not None
    assert settled > 100


def test_where_an_accepted_and_a_rejected_answer_both_would_settle_it_a_person_does():
    """Nobody is marked by whichever came first."""
    sheet = sheet_of(item())
    both = [decision("Boston", "accept"), decision("it is Boston", "reject")]
    assert learn(sheet, both)["word", ""].decision("I think it was Boston") is None
    assert learn(sheet, both[:1])["word", ""].decision("I think it was Boston").verdict == "accept"


def test_what_decisions_of_before_do_is_known():
    """They are no units any more; those that are in dispute count for nothing."""
    sheet = sheet_of(item())
    unit = Unit(form_of(ANSWERS[2]), "", {ANSWERS[2]: 1})
    held = settle([decision(ANSWERS[0], "accept"), decision("Boston", "credit")])
    (fixed,) = find_likes(sheet.items[0], "", sheet, [unit], held)
    assert (fixed.form, fixed.verdict) == ("federal city", "accept")
    assert settled_by(unit.like, {fixed.form: fixed.verdict}) == "accept"
    disputed = settle([decision(ANSWERS[0], "accept"), decision(ANSWERS[0], "reject", "AB")])
    assert find_likes(sheet.items[0], "", sheet, [unit], disputed) == ()


def test_spellings_of_which_only_some_would_be_settled_stay_for_a_person():
    """A comma may matter where the form has none."""
    sheet = sheet_of(item())
    pair = {"City, Federal": 1, "City Federal": 1}
    units = [Unit("city federal", "", pair), Unit("federal city", "", {"Federal City": 3})]
    find_likes(sheet.items[0], "", sheet, units, Settled())
    assert units[0].like.accepting == ()
    alone_ = [Unit("city federal", "", {"City, Federal": 1}), units[1]]
    find_likes(sheet.items[0], "", sheet, alone_, Settled())
    assert alone_[0].like.accepting == ("federal city",)


def test_the_decision_that_settles_most_comes_first():
    """And what it settles stands in its frame."""
    sheet = sheet_of(item())
    counts = {"Paris": 2, "Federal City": 2, "the fedral city": 1, "I think fedeal city": 1}
    units = [Unit(form_of(one), "", {one: n}) for one, n in counts.items()]
    find_likes(sheet.items[0], "", sheet, units, Settled())
    ordered = list(in_order(units, []))
    assert ordered[0].form == "federal city"
    assert [one.cluster for one in ordered] == [0, 0, 0, 1]
