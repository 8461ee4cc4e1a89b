"""What the timeline points to outside itself: facts and lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import Problem
from ..evidence import FACTS_FILE
from ..timeline import TIMELINE_FILE, read_timeline
from .codes import CODES
from .references import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .references import Pack

__all__ = ["check_timeline"]


def check_timeline(pack: Pack) -> Iterator[Problem]:
    """Find what is wrong with a pack's timeline."""
    read = read_timeline(pack.root)
    yield from read.problems
    known = pack.evidence.places
    for event in read.events:
        place = read.places[event.id]
        missing = [
            ("facts", at, "unknown-fact", f"no fact '{fact}' in {FACTS_FILE}", nearest(fact, known))
            for at, fact in enumerate(event.facts)
            if fact not in known and pack.evidence.readable
        ]
        missing += [
            (
                "lessons",
                at,
                "unknown-lesson",
                f"there is no page in docs/{lesson}",
                nearest(lesson, pack.lessons()),
            )
            for at, lesson in enumerate(event.lessons)
            if pack.labels(lesson) is None
        ]
        for key, at, code, message, hint in missing:
            yield Problem(
                file=str(pack.root / TIMELINE_FILE),
                line=read.lines.line((*place, key, at)),
                key=f"event[{event.id}].{key}[{at + 1}]",
                message=message,
                hint=hint or CODES[code].remedy,
                severity=CODES[code].severity,
                code=code,
            )
