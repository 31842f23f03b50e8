"""An inference worker without an engine: a child process that speaks the protocol and answers from a script.

For measurements of the window alone, with answers that are longer than a small model's context. What it
writes is named by the last turn, see `request`. Runs in the child only, but for `request` and `write_answer`.
"""

from __future__ import annotations

import random
import re
import time

from desktop_app.domain.chat import AnswerStats, LoadedModel, LoadForecast, Role, StopReason
from desktop_app.domain.fit import MemoryNeed
from desktop_app.protocol.messages import CountTokens, Generate, LoadModel, PredictLoad, Text
from desktop_app.protocol.results import TokenCounts

SCRIPTED_WORKER = "tests.fakes.scripted_worker"
N_CTX = 65_536
_TEXTS_PER_S = 20  # as the real worker
_TOKEN = re.compile(r"\s{0,2}[^\W\d_]{1,6}|\d|\s+|.", re.DOTALL)
_REQUEST = re.compile(r"script tokens=(\d+) rate=(\d+) seed=(\d+)")
_WORDS = (  # noqa: SIM905 - to be read as text
    "iron hammer anvil forge ember quench temper blade smith river stone the a of and with under before heat "
    "slowly carefully measured between layers carbon steel edge handle pattern welded folded again strikes"
).split()
_FORMULAS = (
    r"E = mc^2",
    r"\frac{a}{b + c}",
    r"\sum_{i=1}^{n} x_i^2",
    r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
    r"\alpha_{ij} \le \beta",
    r"\nabla \cdot \vec{E} = \frac{\rho}{\varepsilon_0}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
)


def request(n_tokens: int, tokens_per_s: int, seed: int = 1) -> str:
    """The question that gets `n_tokens` of Markdown at `tokens_per_s`; 0 for as fast as it goes."""
    return f"script tokens={n_tokens} rate={tokens_per_s} seed={seed}"


def main(conn) -> None:
    from desktop_app.protocol.channel import WorkerChannel

    WorkerChannel(conn).serve(handle, engine="scripted")


def handle(command, job):
    match command:
        case LoadModel():
            return _loaded(command)
        case PredictLoad():
            return _forecast(command.settings)
        case CountTokens():
            return TokenCounts(tuple(len(tokens_of(text)) for text in command.texts))
        case Generate():
            return _answer(command, job)
    raise ValueError(f"not in the script: {command}")


def tokens_of(text: str) -> list[str]:
    """About what a real tokenizer makes of it: four characters each."""
    return _TOKEN.findall(text)


def _loaded(command) -> LoadedModel:
    return LoadedModel(
        path=command.path,
        description="a script",
        architecture="llama",
        n_params=1_000_000,
        n_ctx=N_CTX,
        n_ctx_train=N_CTX,
        n_layers=2,
        n_gpu_layers=0,
        n_threads=1,
        has_chat_template=True,
        weights_bytes=1_000_000,
        kv_bytes=1_000_000,
        compute_bytes=1_000_000,
        load_s=0.01,
        forecast=_forecast(command.settings),
    )


def _forecast(settings) -> LoadForecast:
    need = MemoryNeed(1_000_000, 1_000_000, 1_000_000)
    return LoadForecast(settings, settings, 2, need, MemoryNeed(), 1 << 33, 0)


def _answer(command, job) -> AnswerStats:
    from desktop_app.protocol.channel import CancelledWithResultError

    began = time.perf_counter()
    asked = _REQUEST.search(command.turns[-1].text if command.turns[-1].role is Role.USER else "")
    n_tokens, rate, seed = (int(part) for part in asked.groups()) if asked else (60, 200, len(command.turns))
    limit = command.settings.max_tokens
    pieces = write_answer(min(n_tokens, limit) if limit else n_tokens, seed)
    prompt = sum(len(tokens_of(turn.text)) for turn in command.turns)
    per_text = max(1, round(rate / _TEXTS_PER_S)) if rate else 50
    sent = 0
    while sent < len(pieces) and not job.is_cancelled:
        if rate and (late := began + sent / rate - time.perf_counter()) > 0:
            time.sleep(late)
        part = pieces[sent : sent + per_text]
        sent += len(part)
        job.send(Text(job.job_id, "".join(part), sent, float(rate or 1000), prompt + sent))
    spent = time.perf_counter() - began
    stats = AnswerStats(
        prompt_tokens=prompt,
        reused_tokens=0,
        answer_tokens=sent,
        time_to_first_token_s=0.01,
        prompt_tokens_per_s=1000.0,
        tokens_per_s=sent / max(spent, 1e-6),
        context_used=prompt + sent,
        n_ctx=N_CTX,
        stop_reason=StopReason.STOPPED if job.is_cancelled else StopReason.END,
    )
    if job.is_cancelled:
        raise CancelledWithResultError(stats)
    return stats


def write_answer(n_tokens: int, seed: int) -> list[str]:
    """`n_tokens` of Markdown with everything in it: reasoning, tables, lists, code, formulas."""
    dice = random.Random(seed)
    pieces: list[str] = []
    if n_tokens >= 1000:
        pieces += tokens_of("<think>\n" + "\n\n".join(_prose(dice, 60) for _ in range(4)) + "\n</think>\n\n")
    parts = (_section, _table, _nested_list, _code, _formulas, _long_paragraph, _tasks)
    number = 0
    while len(pieces) < n_tokens:
        pieces += tokens_of(parts[number % len(parts)](dice, number // len(parts) + 1) + "\n\n")
        number += 1
    return pieces[:n_tokens]


def _prose(dice, n_words: int) -> str:
    words = [dice.choice(_WORDS) for _ in range(n_words)]
    for place in range(7, n_words, 17):
        words[place] = dice.choice((f"**{words[place]}**", f"*{words[place]}*", f"`{words[place]}`"))
    return " ".join(words).capitalize() + "."


def _section(dice, number: int) -> str:
    return f"{'#' * dice.randint(1, 4)} {number}. {_prose(dice, 4)}\n\n{_prose(dice, 70)}"


def _table(dice, number: int) -> str:
    rows = 60 if number % 6 == 3 else 8
    lines = ["| Step | Heat | Formula | What to do |", "|---|---:|:---:|---|"]
    for row in range(rows):
        formula = f"${dice.choice(_FORMULAS[:5])}$" if row % 4 == 0 else "–"
        lines.append(f"| {row} | {dice.randint(200, 1300)} °C | {formula} | {_prose(dice, 9)} |")
    return "\n".join(lines)


def _nested_list(dice, number: int) -> str:
    lines = []
    for item in range(30 if number % 6 == 4 else 6):
        inner = [f"   - {_prose(dice, 8)}\n     - {_prose(dice, 5)}" for _ in range(3)]
        lines += [f"{item + 1}. {_prose(dice, 10)}", *inner]
    return "\n".join(lines)


def _code(dice, number: int) -> str:
    lines = [f"def strike_{number}(iron: float, blows: int = {number}) -> float:", '    """Make it flat."""']
    lines += [
        f"    iron = iron * {dice.random():.3f} + blows  # {_prose(dice, 4)} {line}"
        for line in range(250 if number % 6 == 2 else 20)
    ]
    return "```python\n" + "\n".join([*lines, "    return iron"]) + "\n```"


def _formulas(dice, _number: int) -> str:
    own = (
        rf"x_{{{dice.randint(1, 10**6)}}} = \frac{{{dice.randint(1, 99)}}}{{\sqrt{{{dice.randint(2, 99)}}}}}"
    )
    inline = " and ".join(f"${formula}$ {_prose(dice, 6)}" for formula in (*_FORMULAS, own))
    return f"{inline}\n\n$$\n{dice.choice(_FORMULAS)} + {own}\n$$\n\n\\[ {own} \\]"


def _long_paragraph(dice, number: int) -> str:
    return _prose(dice, 1200 if number % 6 == 5 else 120)


def _tasks(dice, _number: int) -> str:
    quote = f"> {_prose(dice, 30)}\n> — [a smith](https://example.org/{dice.randint(1, 99)})"
    return "\n".join(f"- [{dice.choice('x ')}] {_prose(dice, 8)}" for _ in range(6)) + "\n\n" + quote
