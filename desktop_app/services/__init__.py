"""Live state and actions on the GUI thread: QObjects with signals, QtCore only."""

from __future__ import annotations
