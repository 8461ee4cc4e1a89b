"""Files of decisions, as text."""

from __future__ import annotations

import json

from teachkit.gradebook.decisions import digest_of

HEAD = 'format = 1\nsheet = "grading"\n'


def entry(**keys):
    """Write one decision by KM unless told otherwise."""
    lines = [f"{name} = {json.dumps(value)}" for name, value in {"who": "KM", **keys}.items()]
    return "\n[[decision]]\n" + "\n".join(lines) + "\n"


def levels(student, response_of="All decide.", points="4"):
    """Write a decision on an essay."""
    head = entry(item="say", student=student, response=digest_of(response_of), verdict="levels")
    return head + f'levels = {{ claim = "{points}" }}\n'
