"""Sphinx in a process of our own: ``python -m teachkit.sphinxext`` for ``python -m sphinx``.

The pages of a build are trees whose nodes know their parents, and Python looks through all of
them for garbage again and again. Here it does so rarely.
"""

from __future__ import annotations

import gc
import sys

__all__: list[str] = []

if __name__ == "__main__":
    gc.set_threshold(100_000, 50, 1000)
    from sphinx.cmd.build import main

    sys.exit(main(sys.argv[1:]))
