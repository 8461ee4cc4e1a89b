"""Registers every part of the extension: the list of what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .citations import FactRole
from .claim_tables import register as register_tables
from .claims import ClaimsDirective, CorroborationDirective, WebPagesDirective
from .config import register as register_settings
from .directives import ItemDirective, PlanDirective, WorksheetDirective
from .domain import ItemRefRole, TeachkitDomain
from .facts import FactsDirective
from .forms import register as register_forms
from .handout import register as register_handout
from .timeline import PlaceDrawings, TellDrawings, TimelineDirective
from .transforms import DrawGaps, LetterOptions
from .uses import FactUsesDirective, ListUses, pages_to_write
from .words import load_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["register"]


def register(app: Sphinx) -> None:
    """Add directives, roles, settings, transforms and, for browsers, the form layer."""
    register_settings(app)
    app.connect("env-before-read-docs", load_words)
    app.add_domain(TeachkitDomain)
    app.add_directive("worksheet", WorksheetDirective)
    app.add_directive("item", ItemDirective)
    app.add_directive("plan", PlanDirective)
    app.add_directive("facts", FactsDirective)
    app.add_directive("fact-uses", FactUsesDirective)
    app.add_directive("timeline", TimelineDirective)
    app.add_directive("web-pages", WebPagesDirective)
    app.add_directive("claims", ClaimsDirective)
    app.add_directive("corroboration", CorroborationDirective)
    app.add_role("fact", FactRole())
    app.add_role("item-ref", ItemRefRole())
    app.add_transform(DrawGaps)
    app.add_post_transform(LetterOptions)
    app.add_post_transform(ListUses)
    app.connect("env-updated", pages_to_write)
    app.add_post_transform(PlaceDrawings)
    app.add_post_transform(TellDrawings)
    register_forms(app)
    register_tables(app)
    register_handout(app)
