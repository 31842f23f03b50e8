"""One answer: evaluate what is new of the prompt, then one token after another."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from desktop_app.domain.chat import AnswerStats, GenerationSettings, StopReason
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.protocol.channel import CancelledWithResultError, Job
from desktop_app.protocol.messages import Failed, PromptProgress, Text
from desktop_app.worker.context import Context, Decoded
from desktop_app.worker.model import Vocabulary
from desktop_app.worker.projector import PicturePart, Projector, ReadPicture
from desktop_app.worker.prompt import Prompt
from desktop_app.worker.sampling import Sampler
from desktop_app.worker.speculation import MAX_GUESS, Speculation
from desktop_app.worker.text_stream import TextStream

# every text wakes the other process: at 30 a second that costs a percent of the speed on two cores
_TEXT_INTERVAL_S = 1 / 20
# a piece of the prompt takes about this long, so that progress moves and one step of the engine, which
# cannot be interrupted, stays far below a person's patience; smaller pieces cost speed
_PIECE_S = 1.0
_MIN_PIECE_TOKENS = 64


class Generation:
    """The answer to one command.

    Args:
        lib: the engine's functions.
        context: evaluates; it may remember the prompt's beginning from the turn before.
        vocabulary: of the same model.
        job: gets texts and progress, and may be cancelled at any time.
        started_s: when the command began (`time.perf_counter()`).
        projector: reads the pictures of a prompt that has some.
    """

    def __init__(
        self,
        lib: Any,
        context: Context,
        vocabulary: Vocabulary,
        job: Job,
        started_s: float,
        projector: Projector | None = None,
    ) -> None:
        self._lib = lib
        self._projector = projector
        self._context = context
        self._vocabulary = vocabulary
        self._job = job
        self._started_s = started_s
        self._reused = 0
        self._answer_tokens = 0
        self._prompt_s = 0.0
        self._first_token_s: float | None = None
        self._last_token_s = 0.0
        self._speculation: Speculation | None = None

    def run(self, prompt: Prompt, settings: GenerationSettings, stop: tuple[str, ...] = ()) -> AnswerStats:
        """Generate and stream; returns the numbers.

        Raises:
            CancelledWithResultError: somebody stopped it; its result has the numbers so far.
            BitsmithError: a setting makes no sense, or the engine failed.
        """
        sampler = Sampler(self._lib, self._vocabulary, settings, self._tell)
        flag = self._context.abort_flag
        flag.clear()
        self._job.on_cancel(flag.set)
        try:
            if self._evaluate_prompt(prompt):
                sampler.accept_prompt(prompt.tokens)
                if settings.speculates and self._context.can_guess:
                    self._speculation = Speculation(prompt.tokens, self._context.pace)
                reason = self._generate(sampler, settings, TextStream((*settings.stop, *stop)))
            else:
                reason = StopReason.STOPPED
        finally:
            self._job.on_cancel(None)
            sampler.close()
        stats = self._stats(prompt, reason, sampler.seed)
        if reason is StopReason.STOPPED:
            raise CancelledWithResultError(stats)
        return stats

    def _evaluate_prompt(self, prompt: Prompt) -> bool:
        """False when it was cancelled."""
        start_s = time.perf_counter()
        at = self._reused = self._context.keep_prefix(prompt.tokens)
        pictures = prompt.pictures
        if pictures is None or self._projector is None or all(part.start < at for part in pictures.parts):
            is_done = self._evaluate_from(at, prompt, [], None)
        else:
            parts = [part for part in pictures.parts if part.start >= at]
            with self._projector.reading(pictures, at, lambda: self._job.is_cancelled) as read:
                is_done = self._evaluate_from(at, prompt, parts, read)
        self._prompt_s = time.perf_counter() - start_s
        return is_done

    def _evaluate_from(
        self, at: int, prompt: Prompt, pictures: list[PicturePart], read: ReadPicture | None
    ) -> bool:
        context, tokens = self._context, prompt.tokens
        branches = [n for n in prompt.branches if n > at] if context.needs_checkpoints else []
        while at < len(tokens):
            if self._job.is_cancelled:
                return False
            piece_start_s = time.perf_counter()
            is_picture = bool(pictures) and pictures[0].start == at
            if is_picture and read is not None:
                picture = pictures.pop(0)
                part = tokens[at : at + picture.length]
                outcome = context.evaluate_picture(part, picture.n_cells, partial(read, picture))
            else:
                end = min(
                    at + context.piece_tokens, *branches[:1], *(p.start for p in pictures[:1]), len(tokens)
                )
                part = tokens[at:end]
                outcome = context.evaluate(part)
            if outcome is Decoded.ABORTED:
                return False
            if outcome is not Decoded.OK:
                raise _engine_failed("the prompt", outcome)
            at += len(part)
            if at < len(tokens) or at - self._reused > len(part):
                self._job.send(PromptProgress(self._job.job_id, at, len(tokens)))
            if not is_picture:
                self._adapt_piece(len(part), time.perf_counter() - piece_start_s)
            if branches and at == branches[0]:
                context.checkpoint()
                del branches[0]
        return True

    def _adapt_piece(self, n_tokens: int, elapsed_s: float) -> None:
        """Choose the next piece's size; a short last piece says little about a long one."""
        context = self._context
        if n_tokens < context.piece_tokens:
            return
        wanted = int(n_tokens * _PIECE_S / max(elapsed_s, 1e-6)) // _MIN_PIECE_TOKENS * _MIN_PIECE_TOKENS
        context.piece_tokens = min(context.n_ubatch, max(_MIN_PIECE_TOKENS, n_tokens // 2, wanted))

    def _generate(self, sampler: Sampler, settings: GenerationSettings, stream: TextStream) -> StopReason:
        context, vocabulary, job = self._context, self._vocabulary, self._job
        handle = context.handle
        limit = settings.max_tokens if settings.max_tokens is not None else context.n_ctx
        text = ""
        sent_tokens = 0
        sent_s = step_s = time.perf_counter()
        guess: list[int] = []
        n_right = 0
        speculation = self._speculation
        while True:
            # the output after the last token, or after the last guess that was right
            token = sampler.sample(handle, n_right if guess else -1)
            now_s = time.perf_counter()
            if vocabulary.is_end(token):
                reason = StopReason.END
                break
            if self._first_token_s is None:
                self._first_token_s = step_s = now_s
            self._last_token_s = now_s
            self._answer_tokens += 1
            text += stream.feed(vocabulary.piece(token))
            if stream.is_stopped:
                reason = StopReason.STOP_STRING
                break
            if text and now_s - sent_s >= _TEXT_INTERVAL_S:
                new_tokens = self._answer_tokens - sent_tokens
                self._send(text, new_tokens / (now_s - sent_s))
                text, sent_tokens, sent_s = "", self._answer_tokens, now_s
            if self._answer_tokens >= limit:
                reason = StopReason.MAX_TOKENS
                break
            if speculation is not None:
                speculation.add(token)
                if n_right < len(guess) and guess[n_right] == token:
                    n_right += 1
                    continue  # it is in the memory already
            if guess:
                context.drop_last(len(guess) - n_right)
            if context.room == 0:
                guess = []
                reason = StopReason.CONTEXT_FULL
                break
            if job.is_cancelled:
                guess = []
                reason = StopReason.STOPPED
                break
            if speculation is not None:
                if step_s < now_s:
                    speculation.stepped(len(guess), n_right, now_s - step_s)
                step_s = now_s
                guess = speculation.guess(min(context.room - 1, MAX_GUESS))
                n_right = 0
            outcome = context.evaluate((token, *guess), every_output=bool(guess))
            if outcome is not Decoded.OK:
                guess = []
                reason = _REASONS.get(outcome)
                if reason is None:
                    raise _engine_failed("the answer", outcome)
                break
        if guess:
            context.drop_last(len(guess) - n_right)
        text += stream.end()
        if text:
            elapsed_s = time.perf_counter() - sent_s
            self._send(text, (self._answer_tokens - sent_tokens) / elapsed_s if elapsed_s > 0 else 0.0)
        return StopReason.STOP_STRING if stream.is_stopped else reason

    def _tell(self, error: BitsmithError) -> None:
        """Any thread: report the failure of this answer, before the process ends."""
        self._job.send(Failed(self._job.job_id, error.problem))

    def _send(self, text: str, tokens_per_s: float) -> None:
        job_id = self._job.job_id
        self._job.send(Text(job_id, text, self._answer_tokens, tokens_per_s, self._context.n_used))

    def _stats(self, prompt: Prompt, reason: StopReason, seed: int) -> AnswerStats:
        evaluated = len(prompt.tokens) - self._reused
        first_s = self._first_token_s
        duration_s = self._last_token_s - first_s if first_s is not None else 0.0
        return AnswerStats(
            prompt_tokens=len(prompt.tokens),
            reused_tokens=self._reused,
            answer_tokens=self._answer_tokens,
            time_to_first_token_s=first_s - self._started_s if first_s is not None else 0.0,
            prompt_tokens_per_s=evaluated / self._prompt_s if self._prompt_s > 0 else 0.0,
            tokens_per_s=(self._answer_tokens - 1) / duration_s if duration_s > 0 else 0.0,
            context_used=self._context.n_used,
            n_ctx=self._context.n_ctx,
            stop_reason=reason,
            dropped_turns=prompt.dropped_turns,
            seed=seed,
            guessed_tokens=self._speculation.n_guessed if self._speculation else 0,
            right_tokens=self._speculation.n_right if self._speculation else 0,
        )


_REASONS = {Decoded.ABORTED: StopReason.STOPPED, Decoded.NO_ROOM: StopReason.CONTEXT_FULL}


def _engine_failed(doing: str, outcome: Decoded) -> BitsmithError:
    return BitsmithError(
        ErrorKind.INTERNAL,
        f"The engine failed while it computed {doing}.",
        "Most often there is too little memory, in the GPU or in the computer.",
        "Try again with a shorter context or fewer layers on the GPU.",
        detail=outcome.value,
    )
