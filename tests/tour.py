"""The guided tour: the whole way in the real window, offscreen, with screenshots. Run by `./dev run`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import qInstallMessageHandler

from desktop_app.domain.conversation import StoredMessage
from tests.fakes.checkpoints import make_smollm2_checkpoint
from tests.fakes.journey import Journey, JourneyError, starter_from_environment, wait_until

_SHOTS = Path("tour")
_QUESTION = "What is a smith? Answer in two sentences."


def main() -> int:
    # the offscreen platform says again and again that it has no window manager
    qInstallMessageHandler(
        lambda _kind, _where, text: None if "plugin" in text else print(text, file=sys.stderr)
    )
    started = time.monotonic()
    starter = starter_from_environment()
    with tempfile.TemporaryDirectory(prefix="bitsmith-tour-") as folder:
        home = Path(folder)
        print("Making a checkpoint (original weights) of the starter model", flush=True)
        checkpoint = make_smollm2_checkpoint(starter, home / "SmolLM2-135M-Instruct")
        journey = Journey(home / "app", starter)
        try:
            tour(journey, checkpoint)
        except JourneyError as error:
            journey.shot(_SHOTS / "failed.png")
            print(f"\nThe tour failed: {error}\nSee {_SHOTS / 'failed.png'}", file=sys.stderr)
            return 1
        finally:
            journey.close()
    print(f"\nAll of it worked, in {time.monotonic() - started:.0f} s.")
    print("Screenshots:", *sorted(str(p) for p in _SHOTS.glob("*.png")), sep="\n  ")
    return 0


def tour(journey: Journey, checkpoint: Path) -> None:
    app = journey.app
    print("Opening the app with the starter model", flush=True)
    journey.open()
    wait_until(lambda: app.hardware.machine, "the computer to be measured")
    journey.shot(_SHOTS / "1-first-start.png")
    print("Asking the wizard how the checkpoint fits this computer", flush=True)
    wizard = app.open_wizard(str(checkpoint), is_local=True)
    journey.fit()
    journey.shot(_SHOTS / "2-wizard.png", wizard)
    for row in app.wizard_source.state.fit_rows:
        if row.recommended or row.quant_type in ("BF16", "Q4_K_M"):
            mark = "  <- recommended" if row.recommended else ""
            need = row.ram.total_bytes / 1e6
            print(f"  {row.quant_type:8} file {row.file_bytes / 1e6:6.0f} MB, RAM {need:6.0f} MB{mark}")
    print(f"  {app.wizard_source.state.recommendation}")
    began = time.monotonic()
    model_id = journey.make("Q4_K_M")
    model = app.library.find(model_id)
    assert model is not None
    size = model.size_bytes / 1e6
    print(f"Quantized to Q4_K_M in one pass: {size:.0f} MB in {time.monotonic() - began:.1f} s", flush=True)
    journey.shot(_SHOTS / "3-made.png", wizard)
    journey.press(wizard.next_button)
    wait_until(lambda: app.chat.state.model and app.chat.state.model.model_id == model_id, "the new model")
    journey.wait_for_model()
    # so small a model can repeat itself without end
    app.settings.update_generation(seed=3, max_tokens=96)
    print(f"Chatting with it: {_QUESTION}", flush=True)
    journey.ask(_QUESTION)
    answer: StoredMessage = app.chat.conversation.messages[-1]
    stats = answer.stats
    if stats is None or stats.answer_tokens < 5 or not answer.text.strip():
        raise JourneyError(f"the model did not answer: {answer}")
    print(f"  {answer.text.strip()}")
    print(
        f"  {stats.tokens_per_s:.1f} tokens/s, first token after {stats.time_to_first_token_s:.2f} s, "
        f"prompt at {stats.prompt_tokens_per_s:.0f} tokens/s"
    )
    wait_until(lambda: app.metrics.reading.worker_peak_bytes, "a memory sample")
    print(f"  peak memory of the worker {app.metrics.reading.worker_peak_bytes / 1e6:.0f} MB", flush=True)
    journey.shot(_SHOTS / "4-chat.png")


if __name__ == "__main__":
    sys.exit(main())
