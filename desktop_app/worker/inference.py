"""The commands of the inference worker: one loaded model, and answers from it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from desktop_app.domain.chat import AnswerStats, GenerationSettings, LoadedModel
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.protocol.channel import CancelledWithResultError, Job
from desktop_app.protocol.messages import (
    Complete,
    CountTokens,
    Embed,
    Generate,
    JobCommand,
    LoadModel,
    Result,
)
from desktop_app.protocol.results import Embedded, TokenCounts
from desktop_app.worker.embedding import embed
from desktop_app.worker.generation import Generation
from desktop_app.worker.loading import InferenceModel, load_model
from desktop_app.worker.prompt import Prompt, PromptBuilder, text_prompt


class Inference:
    """Holds at most one model.

    Args:
        lib: the engine's functions.
    """

    def __init__(self, lib: Any) -> None:
        self._lib = lib
        self._model: InferenceModel | None = None
        self._prompts: PromptBuilder | None = None

    def handle(self, command: JobCommand, job: Job) -> Result:
        """Do one command; raises BitsmithError and CancelledError as they are to be reported."""
        match command:
            case LoadModel():
                return self._load(command, job)
            case Generate():
                return self._generate(command, job)
            case Complete():
                return self._complete(command, job)
            case CountTokens():
                return self._count(command)
            case Embed():
                return Embedded(embed(self._lib, self._loaded(), command.texts, job))
        raise BitsmithError(
            ErrorKind.BAD_REQUEST,
            f"The inference process does not do {type(command).__name__}.",
            "It loads models and answers.",
            "Ask a job process.",
        )

    def close(self) -> None:
        """Give the model's memory back."""
        model, self._model, self._prompts = self._model, None, None
        if model is not None:
            model.close()

    def _load(self, command: LoadModel, job: Job) -> LoadedModel:
        self.close()  # both at once may not fit
        self._model = load_model(self._lib, command.path, command.settings, job)
        return self._model.loaded

    def _generate(self, command: Generate, job: Job) -> AnswerStats:
        started_s = time.perf_counter()
        model = self._loaded()
        template = model.template
        if self._prompts is None:
            self._prompts = PromptBuilder(template, model.vocabulary, model.context.n_ctx, model.projector)
        prompt = self._prompts.build(
            command.turns,
            command.settings.max_tokens,
            finds_branches=model.context.needs_checkpoints,
            drops_turns=command.drops_turns,
        )
        return self._answer(prompt, command.settings, template.stop, job, started_s)

    def _count(self, command: CountTokens) -> TokenCounts:
        model = self._loaded()
        counts = [model.vocabulary.count(text) for text in command.texts]
        projector = model.projector
        counts += [projector.count(picture) if projector else 0 for picture in command.pictures]
        return TokenCounts(tuple(counts))

    def _complete(self, command: Complete, job: Job) -> AnswerStats:
        started_s = time.perf_counter()
        model = self._loaded()
        prompt = text_prompt(
            command.prompt, model.vocabulary, model.context.n_ctx, command.settings.max_tokens
        )
        return self._answer(prompt, command.settings, (), job, started_s)

    def _answer(
        self,
        prompt: Prompt,
        settings: GenerationSettings,
        stop: tuple[str, ...],
        job: Job,
        started_s: float,
    ) -> AnswerStats:
        model = self._loaded()
        job.check_cancelled()
        generation = Generation(self._lib, model.context, model.vocabulary, job, started_s, model.projector)
        try:
            stats = generation.run(prompt, settings, stop)
        except CancelledWithResultError as stopped:
            if not isinstance(stopped.result, AnswerStats):
                raise
            raise CancelledWithResultError(self._with_peak(stopped.result)) from None
        return self._with_peak(stats)

    def _with_peak(self, stats: AnswerStats) -> AnswerStats:
        peak = self._loaded().peak
        return replace(stats, peak_ram_bytes=peak.ram_bytes(), peak_vram_bytes=peak.vram_bytes())

    def _loaded(self) -> InferenceModel:
        if self._model is None:
            raise BitsmithError(
                ErrorKind.BAD_REQUEST,
                "No model is loaded.",
                "An answer was asked for before a model was ready.",
                "Load a model first.",
            )
        return self._model
