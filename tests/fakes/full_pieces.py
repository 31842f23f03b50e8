"""The real inference worker as on a quick computer: prompts are read in pieces of a whole batch.

A slow computer reads a prompt in pieces of about a second (`generation`), shorter than a batch, and then
never touches all of the compute memory that the engine has set aside for a whole one.
"""

from __future__ import annotations

from multiprocessing.connection import Connection

from desktop_app.worker import context, generation, inference_main

WORKER = __name__


def main(conn: Connection) -> None:
    context._FIRST_PIECE_TOKENS = 1 << 20  # it is limited to a batch
    generation._PIECE_S = 3600.0
    inference_main.main(conn)
