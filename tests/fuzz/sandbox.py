"""Feeds a child process with hostile input and tells what became of it."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_START_S, _TIME_LIMIT_S = 60.0, 30.0


class BrokenError(AssertionError):
    """The input did something that no input may do."""


class Sandbox:
    """A child that is started when it is needed, and again after it died."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed in close()

    def try_input(self, target: str, path: Path) -> str:
        """Run a target.

        Returns:
            What it made of it, or the words with which it was refused.

        Raises:
            BrokenError: the child died, did not come to an end, or an exception escaped.
        """
        child = self._running()
        assert child.stdin is not None
        child.stdin.write(json.dumps({"target": target, "path": str(path)}) + "\n")
        child.stdin.flush()
        answer = self._answer(child, _TIME_LIMIT_S)
        if answer["outcome"] == "escaped":
            raise BrokenError(answer["words"])
        return answer["words"] if answer["outcome"] == "refused" else f"ok: {answer['words']}"

    def close(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child = None

    def _running(self) -> subprocess.Popen[str]:
        if self._child is None:
            self._errors.seek(0)
            self._errors.truncate()
            self._answers = queue.Queue()
            self._child = subprocess.Popen(
                [sys.executable, "-m", "tests.fuzz.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                text=True,
                cwd=ROOT,
                env={**os.environ, "GGML_NO_BACKTRACE": "1"},  # it would start a debugger
            )
            threading.Thread(target=_pump, args=(self._child, self._answers), daemon=True).start()
            self._answer(self._child, _START_S)
        return self._child

    def _answer(self, child: subprocess.Popen[str], time_limit_s: float) -> dict[str, str]:
        try:
            line = self._answers.get(timeout=time_limit_s)
        except queue.Empty:
            self.close()
            raise BrokenError("It does not come to an end.") from None
        if line:
            return json.loads(line)
        status = child.wait()
        self.close()
        self._errors.seek(0)
        raise BrokenError(f"The process died ({status}): {self._errors.read(2000)}")


def _pump(child: subprocess.Popen[str], answers: queue.Queue[str]) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        answers.put(line)
    answers.put("")
