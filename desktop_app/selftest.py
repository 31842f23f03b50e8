"""`bitsmith --selftest`: does this installation work on this computer? Nothing of the person's is touched."""

from __future__ import annotations

import argparse
import errno
import importlib.metadata
import json
import os
import platform
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from enum import IntEnum
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import psutil

from desktop_app import __version__, no_window, paths
from desktop_app.domain.errors import BitsmithError

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication, QWidget

    from desktop_app.app import Application
    from desktop_app.protocol.results import DeviceList

T = TypeVar("T")

_PACKAGES = ("PySide6_Essentials", "llama_cpp_python", "huggingface_hub", "gguf", "numpy", "tokenizers")
_QUANT_TYPE = "Q4_K_M"
_QUESTION = "What is a smith? Answer in one sentence."
_MOST_PROBLEMS = 20
_LEAST_COLORS = 16  # a window that nothing was painted in has one


class Exit(IntEnum):
    """What the exit status of the self-test says."""

    PASSED = 0
    USAGE = 2
    INCOMPLETE = 10
    NO_DISPLAY = 11
    WINDOW = 12
    ENGINE = 13
    QUANTIZE = 14
    CHAT = 15
    SCREENSHOT = 16
    API = 17


class SelfTestError(Exception):
    """What failed, and why."""

    def __init__(self, status: Exit, why: str) -> None:
        super().__init__(why)
        self.status = status


def run(arguments: list[str]) -> int:
    """Check everything in order, with a line for each; the first failure ends it with its own status."""
    parser = argparse.ArgumentParser(prog="bitsmith --selftest", description=__doc__)
    parser.add_argument("--model", type=Path, help="a GGUF to chat with; default: the starter model")
    parser.add_argument("--screenshot", type=Path, help="save a picture of the window as this PNG")
    parser.add_argument("--window", action="store_true", help="open the window only")
    parser.add_argument("--timeout", type=float, default=180.0, help="seconds for each step (default 180)")
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="bitsmith-selftest-") as folder:
            _check(options, Path(folder))
    except SelfTestError as error:
        return _failed(error.status, str(error))
    except OSError as error:
        return _failed(Exit.INCOMPLETE, f"the folder for temporary files cannot be used: {error}")
    _say("self-test", "passed")
    return Exit.PASSED


def _check(options: argparse.Namespace, folder: Path) -> None:
    _say("versions", _versions())
    model = _model(options.model)
    # the person's settings, chats and models are in other folders, and so are their environment's wishes
    os.environ["BITSMITH_HOME"] = str(folder / "home")
    qt = _open_qt()
    from desktop_app.app import Application

    try:
        application = Application(qt, paths.user_folders(), model)
    except Exception as error:
        raise SelfTestError(Exit.WINDOW, f"the app cannot start: {error!r}") from error
    try:
        _check_window(application, options)
        if not options.window:
            _check_parts()
            _check_engine(options.timeout)
            _check_quantizing(folder, options.timeout)
            _check_chat(application, options.timeout)
            _check_api(application, options.timeout)
        if options.screenshot:
            _take_picture(application, options.screenshot, options.timeout)
    finally:
        application.window.close()
        application.close()


# --- the steps ----------------------------------------------------------------------------------------


def _versions() -> str:
    found = [f"bitsmith {__version__}", f"python {platform.python_version()}"]
    for name in _PACKAGES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError as error:
            raise SelfTestError(Exit.INCOMPLETE, f"the package {name} is missing") from error
    return ", ".join(found)


def _model(named: Path | None) -> Path:
    try:
        model = named.absolute() if named else paths.starter_model()
    except FileNotFoundError as error:
        raise SelfTestError(Exit.INCOMPLETE, str(error)) from error
    if model is None or not model.is_file():
        raise SelfTestError(Exit.INCOMPLETE, f"there is no model to chat with: {model or 'no starter model'}")
    return model


def _open_qt() -> QApplication:
    try:
        from desktop_app import start
    except ImportError as error:
        raise SelfTestError(Exit.NO_DISPLAY, no_window.why_no_import(error)) from error

    def fail(why: str) -> None:
        _failed(Exit.NO_DISPLAY, why)
        os._exit(Exit.NO_DISPLAY)

    qt = start.open_qt(on_failure=fail)
    _say("qt platform", qt.platformName())
    return qt


def _check_window(application: Application, options: argparse.Namespace) -> None:
    painted: list[float] = []
    application.window.painted.connect(lambda: painted.append(time.time()))
    application.show()
    if not _wait(lambda: painted, options.timeout):
        raise SelfTestError(Exit.WINDOW, f"the window was not painted within {options.timeout:.0f} s")
    seconds = painted[0] - psutil.Process().create_time()
    _say("first window", f"{seconds:.2f} s after the start")


def _check_parts() -> None:
    """Everything that is loaded on its first use only; all that is missing is named."""
    from desktop_app import selftest_parts

    problems = selftest_parts.problems()
    if problems:
        more = len(problems) - _MOST_PROBLEMS
        told = [*problems[:_MOST_PROBLEMS], *([f"and {more} more"] if more > 0 else [])]
        raise SelfTestError(Exit.INCOMPLETE, "; ".join(told))
    _say("parts", f"{selftest_parts.count()}, all there")


def _check_engine(timeout_s: float) -> None:
    from desktop_app.pipeline.fit import ask_engine

    found: DeviceList = _on_thread(ask_engine, Exit.ENGINE, timeout_s)
    _say("engine", found.engine)
    _say("cpu variant", found.cpu_variant or "none, built for one kind of processor")
    devices = [f"{device.description} through {device.backend}" for device in found.devices]
    _say("gpus", ", ".join(devices) or "none that the engine can use")


def _check_quantizing(folder: Path, timeout_s: float) -> None:
    from desktop_app.pipeline import make, model_files
    from desktop_app.tiny_checkpoint import write_tiny_checkpoint

    output = folder / "tiny.gguf"

    def work() -> tuple[float, str]:
        source = write_tiny_checkpoint(folder / "tiny")
        made = make.quantize(
            source, output, _QUANT_TYPE, on_progress=lambda _p: None, is_cancelled=lambda: False
        )
        report = model_files.verify_file(output, on_progress=lambda _p: None)
        return made.bits_per_weight, "" if report.is_sound else report.text

    bits, why = _on_thread(work, Exit.QUANTIZE, timeout_s)
    if why:
        raise SelfTestError(Exit.QUANTIZE, why)
    _say("quantized", f"{_QUANT_TYPE}, {output.stat().st_size:,} bytes, {bits:.2f} bits per weight, verified")


def _check_chat(application: Application, timeout_s: float) -> None:
    from desktop_app.services.states import ModelState

    chat = application.chat
    ends = (ModelState.READY, ModelState.FAILED, ModelState.CRASHED)
    if not _wait(lambda: chat.state.model_state in ends, timeout_s):
        raise SelfTestError(Exit.CHAT, f"the model was not loaded within {timeout_s:.0f} s")
    if chat.state.model_state is not ModelState.READY:
        raise SelfTestError(Exit.CHAT, _why(chat.state.problem, "the model does not load"))
    application.settings.update_generation(seed=3, max_tokens=24, temperature=0.0)
    chat.send(_QUESTION)
    began = _wait(lambda: chat.state.is_answering or chat.state.problem, timeout_s)
    if not began or not _wait(lambda: not chat.state.is_answering, timeout_s):
        raise SelfTestError(Exit.CHAT, f"there was no answer within {timeout_s:.0f} s")
    answer = chat.conversation.messages[-1] if chat.conversation.messages else None
    if answer is None or answer.stats is None or not answer.text.strip():
        raise SelfTestError(Exit.CHAT, _why(chat.state.problem, "the model said nothing"))
    stats = answer.stats
    speed = f"{stats.answer_tokens} tokens, {stats.tokens_per_s:.1f} tokens/s"
    _say("generated", f"{' '.join(answer.text.split())!r} ({speed})")


def _check_api(application: Application, timeout_s: float) -> None:
    """The local API with its server, asked over a real connection."""
    api = application.api
    application.settings.update(serve_api=True, api_port=0)
    if not _wait(lambda: api.state.is_running or api.state.problem, timeout_s) or not api.state.is_running:
        raise SelfTestError(Exit.API, _why(api.state.problem, "the local API did not start"))
    url, key = urlsplit(api.state.url), api.state.key

    def ask() -> str:
        connection = HTTPConnection(url.hostname or "", url.port, timeout=timeout_s)
        try:
            connection.request("GET", f"{url.path}/models", headers={"Authorization": f"Bearer {key}"})
            answer = connection.getresponse()
            if answer.status != HTTPStatus.OK:
                raise ValueError(f"the local API answers with the status {answer.status}")
            names = [str(model["id"]) for model in json.loads(answer.read())["data"]]
            return f"serves {', '.join(names) or 'nothing'}"
        except OSError as error:
            if error.errno != errno.ENETUNREACH:
                raise
            # a system without even a network of its own: no fault of the installation
            return "started; this system has no loopback to ask it over"
        finally:
            connection.close()

    _say("local api", _on_thread(ask, Exit.API, timeout_s))
    application.settings.update(serve_api=False)


def _take_picture(application: Application, path: Path, timeout_s: float) -> None:
    window = application.window
    if not _wait(lambda: not _squeezed(window), timeout_s):
        raise SelfTestError(Exit.SCREENSHOT, f"buttons are cut off: {', '.join(_squeezed(window))}")
    # what is on the screen, where the system lets a program look at it
    picture = window.screen().grabWindow(window.winId()).toImage()
    if picture.isNull() or _colors(picture) < _LEAST_COLORS:
        picture = window.grab().toImage()
    colors = _colors(picture)
    if colors < _LEAST_COLORS:
        raise SelfTestError(Exit.SCREENSHOT, f"the window is blank: it has {colors} colours")
    if not picture.save(str(path)):
        raise SelfTestError(Exit.SCREENSHOT, f"the picture cannot be written to {path}")
    _say("screenshot", f"{path}, {picture.width()} x {picture.height()}, {colors} colours")


# --- helpers ------------------------------------------------------------------------------------------


def _squeezed(window: QWidget) -> list[str]:
    """Names of the buttons with no room for their icon, as long as the window is being laid out."""
    from PySide6.QtWidgets import QAbstractButton

    shown = [button for button in window.findChildren(QAbstractButton) if button.isVisible()]
    return [
        button.accessibleName() or button.text()
        for button in shown
        if not button.icon().isNull()
        and (button.height() < button.sizeHint().height() or button.width() < button.iconSize().width())
    ]


def _colors(picture: QImage) -> int:
    """How many colours stand on a grid of points."""
    if picture.isNull():
        return 0
    step_x, step_y = max(1, picture.width() // 160), max(1, picture.height() // 160)
    points = ((x, y) for y in range(0, picture.height(), step_y) for x in range(0, picture.width(), step_x))
    return len({picture.pixel(x, y) for x, y in points})


def _wait(condition: Callable[[], object], timeout_s: float) -> bool:
    """Run the event loop until `condition()`; False when it has not come true in time."""
    from PySide6.QtCore import QEventLoop, QTimer

    if condition():
        return True
    loop = QEventLoop()
    check, late = QTimer(interval=10), QTimer(singleShot=True, interval=round(timeout_s * 1000))
    check.timeout.connect(lambda: condition() and loop.quit())
    late.timeout.connect(loop.quit)
    check.start()
    late.start()
    loop.exec()
    check.stop()
    late.stop()
    return bool(condition())


def _on_thread(work: Callable[[], T], status: Exit, timeout_s: float) -> T:
    """What `work()` returns; the window lives meanwhile."""
    results: list[T] = []
    problems: list[str] = []

    def call() -> None:
        try:
            results.append(work())
        except BitsmithError as error:
            problems.append(_why(error.problem, "it failed"))
        except Exception as error:  # noqa: BLE001 - every failure is to be told
            problems.append(repr(error))

    thread = threading.Thread(target=call, name="selftest", daemon=True)
    thread.start()
    if not _wait(lambda: not thread.is_alive(), timeout_s):
        raise SelfTestError(status, f"it did not end within {timeout_s:.0f} s")
    if problems:
        raise SelfTestError(status, problems[0])
    return results[0]


def _why(problem: object, otherwise: str) -> str:
    text = getattr(problem, "text", None)
    if not callable(text):
        return otherwise
    detail = str(getattr(problem, "detail", "")).strip()
    return f"{text()} {detail[-1500:]}".strip()


def _say(name: str, value: str) -> None:
    print(f"{name}: {value}", flush=True)  # noqa: T201 - this is a command


def _failed(status: Exit, why: str) -> int:
    line = f"self-test FAILED ({status.name.lower().replace('_', ' ')}, status {int(status)}): {why}"
    print(line, file=sys.stderr, flush=True)  # noqa: T201
    return status
