"""The figures of the pack, as a browser without special fonts draws them."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
FIGURES = sorted(DOCS.glob("*/**/figures/*.svg"))

# What stands in a box stays in it, and two texts on one line keep a space between them.
FAULTS = """() => {
  const found = [];
  const texts = [...document.querySelectorAll("text")].map((one) =>
    ({ said: one.textContent, ...one.getBoundingClientRect().toJSON() }));
  const boxes = [...document.querySelectorAll("rect")].map((one) => one.getBoundingClientRect());
  for (const text of texts) {
    const x = text.left + 2, y = (text.top + text.bottom) / 2;
    for (const box of boxes) {
      const within = box.left < x && x < box.right && box.top < y && y < box.bottom;
      if (within && (text.left < box.left + 1 || text.right > box.right - 1))
        found.push(`"${text.said}" is wider than its box`);
    }
    for (const other of texts) {
      const level = other.top < y && y < other.bottom;
      if (other !== text && level && text.left <= other.left && other.left < text.right + 4)
        found.push(`"${text.said}" runs into "${other.said}"`);
    }
  }
  return found;
}"""


@pytest.fixture
def page(browser):
    """An empty page."""
    made = browser.new_page()
    yield made
    made.close()


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: one.stem)
def test_text_of_a_figure_has_room(page, figure):
    """Also in the widest of the fonts that stand in for `sans-serif`."""
    page.goto(figure.as_uri())
    assert page.locator("text").count()
    assert page.evaluate(FAULTS) == []


def test_text_without_room_is_found(page, tmp_path):
    """The check sees a text that leaves its box, and two that touch."""
    (tmp_path / "tight.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 80" width="300" height="80">'
        '<rect x="5" y="5" width="60" height="30"/><text x="10" y="25">wider than sixty</text>'
        '<text x="5" y="70">left</text><text x="25" y="70">right</text></svg>',
        encoding="utf-8",
    )
    page.goto((tmp_path / "tight.svg").as_uri())
    assert page.evaluate(FAULTS) == [
        '"wider than sixty" is wider than its box',
        '"left" runs into "right"',
    ]
