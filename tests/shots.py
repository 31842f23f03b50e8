"""Every page with real state, light and dark, as PNG. Run by `./dev shots DIR`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from desktop_app.domain.settings import ThemeChoice
from desktop_app.ui.theme import set_base_font
from tests.fakes.checkpoints import make_smollm2_checkpoint, materialize_golden
from tests.fakes.journey import Journey, starter_from_environment, wait_until
from tests.fakes.loopback_hub import LoopbackHub
from tests.fakes.tiny_model import write_tiny_model
from tests.scenes import chat_keys, chat_settings, discover, downloads, library, making

_REPO = "HuggingFaceTB/SmolLM2-135M-Instruct"
_QUESTIONS = (
    "Explain in three sentences why the sky is blue.",
    "Write a short Python function that reverses a list, with an example.",
)
_SIZES = ((1280, 800), (1920, 1080))


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    starter = starter_from_environment()
    with tempfile.TemporaryDirectory(prefix="bitsmith-shots-") as temporary, LoopbackHub() as hub:
        home = Path(temporary)
        checkpoint = make_smollm2_checkpoint(starter, home / "SmolLM2-135M-Instruct")
        fill(hub, checkpoint, home)
        journey = Journey(home / "app", starter, hub.endpoint)
        # a job is running, and nobody is here to answer
        journey.window.confirm_close = lambda _question: True
        try:
            journey.open()
            prepare(journey, hub)
            chat_settings.prepare(journey, home)
            for theme in (ThemeChoice.LIGHT, ThemeChoice.DARK):
                journey.app.settings.update(theme=theme)
                for width, height in _SIZES:
                    journey.window.resize(width, height)
                    take(journey, folder, f"{theme.value}-{width}x{height}")
                    chat_settings.take(journey, folder, f"{theme.value}-{width}x{height}")
        finally:
            journey.close()
        large_font(home / "app", starter, hub.endpoint, folder)
    making.draw(folder)
    downloads.draw(folder)
    chat_keys.draw(folder)
    library.draw(folder)
    discover.draw(folder)
    names = sorted(p.name for p in folder.glob("*.png"))
    print(f"{len(names)} screenshots in {folder}")
    return 0


def fill(hub: LoopbackHub, checkpoint: Path, home: Path) -> None:
    """A hub with the kinds of repositories that people meet."""
    hub.add_repo(_REPO, checkpoint, downloads=1_240_000, likes=412, tags=("conversational",))
    tiny = materialize_golden("llama2", home / "tiny")
    for number, (name, gated) in enumerate(
        (
            ("meta-example/Llama-7B-Instruct", True),
            ("example-labs/a-model-with-a-very-long-name-that-goes-on-and-on-v2.1-instruct", False),
            ("example-labs/Mistral-Small", False),
            ("someone/tiny-llama", False),
        )
    ):
        hub.add_repo(name, tiny, gated=gated, downloads=90_000 // (number + 1), likes=300 - 60 * number)
    ready = home / "ready"
    ready.mkdir()
    for quant in ("Q4_K_M", "Q8_0"):
        write_tiny_model(ready / f"tiny-{quant}.gguf")
    hub.add_repo("someone/tiny-GGUF", ready, likes=20)


def prepare(journey: Journey, hub: LoopbackHub) -> None:
    """A made model, jobs in all states, a chat with some answers."""
    app = journey.app
    app.settings.update_generation(temperature=0.0, max_tokens=160, seed=1)
    for question in _QUESTIONS:
        journey.ask(question)
    job = app.jobs.make(_REPO, "Q4_K_M", is_local=False)
    wait_until(lambda: journey.job(job).state.is_final, "the job", 300)
    failed = app.jobs.make("nobody/nothing", "Q4_K_M", is_local=False)
    wait_until(lambda: journey.job(failed).state.is_final, "the job that fails")
    hub.fail("throttle", "of-00002.safetensors", rate=300_000, times=1000)
    running = app.jobs.make(_REPO, "Q5_K_M", is_local=False)
    paused = app.jobs.make(_REPO, "Q8_0", is_local=False)
    for quant_type in ("Q6_K", "Q4_0"):
        app.jobs.make(_REPO, quant_type, is_local=False)
    app.jobs.pause(paused)
    wait_until(lambda: journey.job(running).progress.stage == "quantize", "the job that runs")
    journey.window.show_page("discover")
    wait_until(lambda: app.catalog.state.rows, "the search")
    app.source.open_repository(_REPO)
    wait_until(lambda: app.source.state.recommendation, "the fit")
    wizard = app.open_wizard(_REPO, is_local=False)
    wait_until(lambda: app.wizard_source.state.recommendation, "the wizard's fit")
    wizard.hide()


def take(journey: Journey, folder: Path, suffix: str) -> None:
    for page in ("discover", "library", "chat", "jobs", "settings"):
        journey.window.show_page(page)
        wait_until(lambda: journey.app.hardware.machine, "the computer")
        journey.shot(folder / f"{page}-{suffix}.png")
    wizard = journey.app.wizard()
    wizard.show()
    for step, name in enumerate(("model", "bits", "place")):
        wizard.show_step(step)
        wait_until(lambda: journey.app.wizard_catalog.state.rows, "the wizard's search")
        journey.shot(folder / f"wizard-{name}-{suffix}.png", wizard)
    wizard.place_step.expert.unfold(is_open=True)
    journey.shot(folder / f"wizard-expert-{suffix}.png", wizard)
    wizard.place_step.expert.unfold(is_open=False)
    wizard.hide()


def large_font(home: Path, starter: Path, endpoint: str, folder: Path) -> None:
    """The same installation on a desktop whose font is twice as large."""
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    base = QFont(qt.font())
    base.setPointSizeF(base.pointSizeF() * 2)
    set_base_font(qt, base)
    journey = Journey(home, starter, endpoint)
    try:
        journey.open()
        journey.window.resize(1920, 1080)
        journey.window.show_page("discover")
        journey.app.source.open_repository(_REPO)
        wait_until(lambda: journey.app.source.state.recommendation, "the fit")
        wait_until(lambda: journey.app.chat.conversation.messages, "the chat")
        for page in ("discover", "library", "chat", "jobs", "settings"):
            journey.window.show_page(page)
            journey.shot(folder / f"{page}-large-font.png")
        chat_settings.take(journey, folder, "large-font")
    finally:
        journey.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
