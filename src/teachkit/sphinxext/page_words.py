"""The words that the script says: translated with all others, and handed to it as data."""

from __future__ import annotations

from .words import _

__all__ = ["page_words"]


def page_words(*, teacher: bool = False) -> dict[str, str]:
    """Return what the script may say, by the name it has there; ``%(n)s`` is filled in."""
    words = {**_verdicts(), **_progress(), **_hand_in(), **_order(), **_reading()}
    words |= _presenting() if teacher else {}
    return {name: str(word) for name, word in words.items()}  # translated now, not later


def _verdicts() -> dict[str, str]:
    return {
        "correct": _("Right."),
        "partial": _("Partly right: %(share)s of the credit."),
        "partialParts": _("Partly right: %(right)s of %(all)s."),
        "incorrect": _("Not right. Try again, or open the answer below."),
        "unsure": _("Not recognised: compare with the model answer."),
        "unsureParts": _("Not all of it was recognised: compare with the model answer."),
        "unreadable": _("This cannot be read as an answer. Look at what is asked for."),
        "unreadableNumber": _("This cannot be read as a number. Write it in digits."),
        "unreadableDate": _("This cannot be read as a date. Write it like 24 August 1949."),
        "blank": _("There is no answer yet."),
        "compare": _("Compare it with the model answer. Nobody has marked yours."),
        "part-correct": _("right"),
        "part-partial": _("partly right"),
        "part-incorrect": _("not right"),
        "partUnsure": _("not recognised: compare"),
    }


def _progress() -> dict[str, str]:
    return {
        "gradedOpen": _("No answer yet. Your teacher marks this."),
        "gradedAnswered": _("Answered. Your teacher marks this."),
        "tries": _("Tries: %(tries)s"),
        "triesRight": _("right; tries: %(tries)s"),
        "showAnswer": _("Show the answer, and why"),
        "progress": _("Practice: %(tried)s of %(all)s tried, %(right)s right."),
        "progressGraded": _("For your teacher: %(answered)s of %(all)s answered."),
        "kept": _("What you answer stays in this browser, on this computer only. Nothing is sent."),
        "notKept": _(
            "This browser does not keep your answers: download or print them before you leave."
        ),
    }


def _hand_in() -> dict[str, str]:
    return {
        "codeMissing": _("Type your student code first."),
        "codeOdd": _("The student code holds an invisible character: type it anew."),
        "codeOnPaper": _("Student code: %(code)s"),
        "nothingToSave": _("There is no answer to save yet."),
        "saved": _("Answers saved: %(count)s. Give the file %(name)s to your teacher."),
        "cleared": _("Your answers are cleared."),
    }


def _order() -> dict[str, str]:
    return {
        "orderHint": _("Move them with the arrows, the first to the top."),
        "moveUp": _("Move up: %(event)s"),
        "moveDown": _("Move down: %(event)s"),
        "moved": _("%(event)s is now %(place)s of %(all)s."),
    }


def _reading() -> dict[str, str]:
    return {
        "glossary": _("More in the glossary"),
        "walk": _("Walk through the timeline"),
        "eventBack": _("Previous event"),
        "eventOn": _("Next event"),
        "eventPlace": _("Event %(place)s of %(all)s."),
        "find": _("Find words:"),
        "found": _("%(shown)s of %(all)s rows have them."),
    }


def _presenting() -> dict[str, str]:
    return {
        "present": _("Show one at a time, in large type"),
        "presentPlace": _("%(place)s of %(all)s"),
        "presentBack": _("Back"),
        "presentOn": _("Next"),
        "presentShow": _("Show the answer"),
        "presentHide": _("Hide the answer"),
        "presentEnd": _("Close"),
        "presentKeys": _("Keys: arrows to move, A for the answer, Escape to close"),
    }
