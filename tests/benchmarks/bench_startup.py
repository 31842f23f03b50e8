"""From the start of the process to the first window: python -m tests.benchmarks.bench_startup [--json]

The target is 0.8 s, warm. A bare PySide6 window in the same run is the peer that says how much of it is Qt's.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_APP = """
import sys, time
from PySide6.QtWidgets import QApplication
from desktop_app import app, paths
qt = QApplication(sys.argv[:1])
application = app.Application(qt, paths.user_folders(), None)
def painted():
    print(time.time(), flush=True)
    application.window.close()
    qt.quit()
application.window.painted.connect(painted)
application.show()
qt.exec()
application.close()
"""
_BARE = """
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
qt = QApplication(sys.argv[:1])
window = QMainWindow()
window.resize(1280, 800)
window.show()
QTimer.singleShot(0, lambda: (print(time.time(), flush=True), qt.quit()))
qt.exec()
"""


def installed_environment(home: str) -> dict[str, str]:
    """As an installed app has it: modules that were compiled once stay compiled."""
    environment = {**os.environ, "BITSMITH_HOME": home, "PYTHONPYCACHEPREFIX": str(Path(home) / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def seconds_to_window(code: str, home: str) -> float:
    environment = installed_environment(home)
    started = time.time()
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return float(done.stdout.split()[0]) - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        seconds_to_window(_BARE, home)
        seconds_to_window(_APP, home)  # the first run warms the caches of the system
        app, bare = [], []
        for _ in range(options.repeats):
            bare.append(seconds_to_window(_BARE, home))
            app.append(seconds_to_window(_APP, home))
    result = {
        "app_s": round(statistics.median(app), 3),
        "bare_qt_window_s": round(statistics.median(bare), 3),
        "target_s": 0.8,
        "runs_s": [round(s, 3) for s in app],
    }
    if options.json:
        print(json.dumps(result))
    else:
        print(
            f"first window after {result['app_s']} s (target 0.8 s); a bare Qt window takes "
            f"{result['bare_qt_window_s']} s; runs {result['runs_s']}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
