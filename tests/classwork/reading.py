"""Shorthands for what the readers return."""

from __future__ import annotations

HEADER = (
    "student,one,many,word,gaps.door,gaps.who,pairs.spain,pairs.finland,line,"
    "judge.joins,judge.why,share,say"
)
"""A header with a column for each item of the sheet."""


def row(student, *first):
    """A row with the first cells given and the others empty."""
    return ",".join([student, *first, *[""] * (12 - len(first))])


def responses(work, student, attempt=1):
    """Item to response of one student's attempt, blank ones left out."""
    return {
        one.item: one.response
        for one in work.answers
        if (one.student, one.attempt) == (student, attempt) and one.response
    }


def messages(work, severity=None):
    """The problems as they are printed."""
    return [str(one) for one in work.problems if severity in (None, one.severity)]


def codes(work):
    """The students that were read."""
    return sorted({one.student for one in work.answers})
