"""Live graphs of speed and memory. Their library takes a few tenths of a second to import."""

from __future__ import annotations


def load_graphs() -> None:
    """Import what the graphs are made of; any thread."""
    import desktop_app.ui.graphs.panel  # noqa: F401
