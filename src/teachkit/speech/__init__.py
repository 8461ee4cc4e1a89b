"""What letters and reports say, in the languages they know: one folder of texts a language.

Texts of the sheet stay as they are; this is what the toolkit itself says around them.
"""

from __future__ import annotations

from .reasons import reason_in
from .texts import LANGUAGES, Speech, speech_of

__all__ = ["LANGUAGES", "Speech", "reason_in", "speech_of"]
