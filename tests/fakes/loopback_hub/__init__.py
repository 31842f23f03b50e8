"""A hub on the loopback: real files, the Hub's API and headers, and faults on demand."""

from __future__ import annotations

from tests.fakes.loopback_hub.faults import Fault
from tests.fakes.loopback_hub.server import LoopbackHub, Request

__all__ = ["Fault", "LoopbackHub", "Request"]
