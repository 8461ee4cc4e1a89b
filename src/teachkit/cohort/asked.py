"""What a user asks of a large run beyond the files: the ways in which it is like a class."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

__all__ = ["Asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Files by their paths, so that a worker elsewhere reads the same ones; "" is not asked."""

    roster: str = ""
    mapping: str = ""
    variants: str = ""
    anonymous: str = ""
    attempt: str = ""
    """Which of several attempts counts; "" refuses students who stand twice."""
    due: str = ""

    @property
    def by_person(self) -> bool:
        """Whether each row has to be looked at, and not only each different answer."""
        return bool(self.roster or self.attempt or self.variants or self.due)

    def placed(self) -> Asked:
        """Return the same with whole paths, for a worker that runs in another folder."""

        def whole(path: str) -> str:
            return str(Path(path).absolute()) if path else ""

        roster, variants = whole(self.roster), whole(self.variants)
        return replace(self, roster=roster, variants=variants, mapping=whole(self.mapping))

    def record(self) -> dict[str, object]:
        """Return what the results depend on."""
        made: dict[str, object] = {
            "attempt": self.attempt,
            "due": self.due,
            "anonymous": bool(self.anonymous),
        }
        for kind in ("roster", "mapping", "variants"):
            if path := getattr(self, kind):
                digest = sha256(Path(path).read_bytes()).hexdigest()
                made[kind] = {"file": Path(path).name, "sha256": digest}
        return made
