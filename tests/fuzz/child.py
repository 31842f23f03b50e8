"""A process that takes hostile input, so that a crash, a hang or a flood of memory is seen and survived.

    python -m tests.fuzz.child

Reads one JSON object a line (`target`, `path`), and answers with one: `outcome` is "ok", "refused" (by an
error that explains itself) or "escaped" (by anything else), `words` the details.
"""

from __future__ import annotations

import json
import os
import re
import sys
import traceback
from pathlib import Path

from tests.fuzz.targets import EXPECTED, TARGETS

# beyond what the process has when it is ready
_MEMORY_LIMIT_BYTES = 1 << 30


def main() -> None:
    # native code prints to descriptor 1; answers go where it cannot
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    _limit_memory()
    print(json.dumps({"outcome": "ready", "words": ""}), file=answers, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(_answer(request["target"], Path(request["path"]))), file=answers, flush=True)


def _answer(target: str, path: Path) -> dict[str, str]:
    try:
        made = TARGETS[target](path)
    except EXPECTED as error:
        return {"outcome": "refused", "words": str(error)}
    except Exception:
        return {"outcome": "escaped", "words": traceback.format_exc()}
    return {"outcome": "ok", "words": str(made)}


def _limit_memory() -> None:
    from converters.engine import load_ggml

    try:
        import resource
    except ImportError:  # Windows
        return
    load_ggml()
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"^VmSize:\s+(\d+) kB", status.read_text(), re.MULTILINE)
        assert found
        limit = 1024 * int(found[1]) + _MEMORY_LIMIT_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main()
