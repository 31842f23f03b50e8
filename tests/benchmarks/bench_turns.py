"""The second turn of a chat, and guessed tokens: python -m tests.benchmarks.bench_turns [--json]

Second turn: the time to its first token in the app's worker, against the bare llama.cpp loop that has the
first turn in its context and evaluates only the new tokens; to be at most 1.1. Guesses (prompt lookup):
tokens/s with them and without, where an answer repeats itself and where it does not; never to be slower.
What can be measured is shown by a control, the same without guesses once more. The sides take turns in short
rounds; medians of the rounds' ratios are shown, of the time and of the CPU time, which others on the computer
disturb less.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import multiprocessing
import statistics
import sys
import time
from pathlib import Path

import psutil

from tests.fakes.inference import InferenceChild
from tests.fakes.starter import starter_model_path

_N_CTX = 2048
_TEXT = (
    "The old lighthouse stood at the end of the pier. Its keeper climbed 212 steps every evening, lit the "
    "lamp, wrote the wind and the weather into a book, and went down again before the fog came in. "
)
_STORY = "Write a long story about a smith and the sea."
# a small model that always takes the likeliest token begins to repeat itself; one that is surprised does not
_WORKLOADS = {
    "repeating": {"temperature": 0.0, "max_tokens": 250},
    "surprising": {"temperature": 1.2, "max_tokens": 120, "seed": 7},
}


def cpu_s(pid: int) -> float:
    """What a process has computed so far, to the nanosecond where the system says it."""
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
    except OSError:
        times = psutil.Process(pid).cpu_times()
        return times.user + times.system


def bare_turn(conn, path: str, n_threads: int) -> None:
    """A child: answers each (n_before, n_new) with the seconds of the new tokens, and their CPU time."""
    import llama_cpp.llama_cpp as lib

    @lib.llama_log_callback
    def silent(_level, _text, _data):
        pass

    lib.llama_log_set(silent, ctypes.c_void_p(None))
    lib.llama_backend_init()
    model = lib.llama_model_load_from_file(path.encode(), lib.llama_model_default_params())
    settings = lib.llama_context_default_params()
    settings.n_ctx, settings.n_threads, settings.n_threads_batch = _N_CTX, n_threads, n_threads
    context = lib.llama_init_from_model(model, settings)
    memory = lib.llama_get_memory(context)
    chain = lib.llama_sampler_chain_init(lib.llama_sampler_chain_default_params())
    lib.llama_sampler_chain_add(chain, lib.llama_sampler_init_greedy())
    data = (_TEXT * 40).encode()
    tokens = (ctypes.c_int32 * 4096)()
    n_tokens = lib.llama_tokenize(lib.llama_model_get_vocab(model), data, len(data), tokens, 4096, True, True)
    while (order := conn.recv()) is not None:
        n_before, n_new = order
        assert n_before + n_new < min(n_tokens, _N_CTX)
        lib.llama_memory_clear(memory, True)
        at = 0
        for count in (*[512] * (n_before // 512), n_before % 512, n_new):
            part = (ctypes.c_int32 * count)(*tokens[at : at + count])
            at += count
            start, cpu = time.perf_counter(), time.process_time()
            lib.llama_decode(context, lib.llama_batch_get_one(part, count))
            lib.llama_sampler_sample(chain, context, -1)
        conn.send((time.perf_counter() - start, time.process_time() - cpu))


def second_turns(path: str, rounds: int, n_threads: int) -> dict[str, object]:
    context = multiprocessing.get_context("spawn")
    conn, child_conn = context.Pipe()
    bare = context.Process(target=bare_turn, args=(child_conn, path, n_threads), daemon=True)
    bare.start()
    worker = InferenceChild()
    worker.load(path, n_ctx=_N_CTX, n_threads=n_threads)
    ratios, cpu_ratios, app_s, bare_s, n_new = [], [], [], [], 0
    for number in range(rounds + 1):
        # another beginning each time, so that no turn of an earlier round helps
        question = f"{number}. Here is a text to read: {_TEXT * 6} What is it about?"
        answer = worker.ask(question, temperature=0.0, max_tokens=30).text
        more = f"And now: {_TEXT} How many steps were there, and what was written down?"
        before_s = cpu_s(worker.ready.pid)
        stats = worker.ask(question, answer, more, temperature=0.0, max_tokens=1).stats
        own_s = cpu_s(worker.ready.pid) - before_s
        n_new = stats.prompt_tokens - stats.reused_tokens
        conn.send((stats.reused_tokens, n_new))
        alone_s, alone_cpu_s = conn.recv()
        if number:  # the first round warms up
            app_s.append(stats.time_to_first_token_s)
            bare_s.append(alone_s)
            ratios.append(stats.time_to_first_token_s / alone_s)
            cpu_ratios.append(own_s / alone_cpu_s)
    conn.send(None)
    bare.join()
    worker.child.shutdown()
    return {
        "new_tokens": n_new,
        "app_ms": round(1000 * statistics.median(app_s), 1),
        "new_tokens_alone_ms": round(1000 * statistics.median(bare_s), 1),
        "ratio": round(statistics.median(ratios), 3),
        "cpu_ratio": round(statistics.median(cpu_ratios), 3),
        "rounds": [round(ratio, 3) for ratio in sorted(ratios)],
        "target": 1.1,
    }


def guesses(path: str, rounds: int, n_threads: int) -> dict[str, object]:
    worker = InferenceChild()
    worker.load(path, n_ctx=_N_CTX, n_threads=n_threads)
    result: dict[str, object] = {}
    for name, settings in _WORKLOADS.items():
        ratios, cpu_ratios, controls, guessed, right, tokens = [], [], [], 0, 0, 0
        for number in range(rounds + 1):
            speeds, costs = {}, {}
            # what is measured: with guesses, without, and without once more; each is the first as often
            sides = ("with", "without", "control")
            for side in (*sides[number % 3 :], *sides[: number % 3]):
                speculates = side == "with"
                # the prompt is in the context already: only the answer is measured
                worker.ask(f"{_STORY} ({number})", speculates=False, temperature=0.0, max_tokens=1)
                before_s = cpu_s(worker.ready.pid)
                stats = worker.ask(f"{_STORY} ({number})", speculates=speculates, **settings).stats
                costs[side] = (cpu_s(worker.ready.pid) - before_s) / stats.answer_tokens
                speeds[side] = stats.tokens_per_s
                if speculates and number:
                    guessed, right = guessed + stats.guessed_tokens, right + stats.right_tokens
                    tokens += stats.answer_tokens
            if number:
                ratios.append(speeds["with"] / speeds["without"])
                controls.append(speeds["control"] / speeds["without"])
                cpu_ratios.append(costs["without"] / costs["with"])
        result[name] = {
            "ratio": round(statistics.median(ratios), 3),
            "cpu_ratio": round(statistics.median(cpu_ratios), 3),
            "control": round(statistics.median(controls), 3),
            "rounds": [round(ratio, 3) for ratio in sorted(ratios)],
            "control_rounds": [round(ratio, 3) for ratio in sorted(controls)],
            "answer_tokens": tokens,
            "guessed_tokens": guessed,
            "right_tokens": right,
        }
    worker.child.shutdown()
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    path = options.model or str(starter_model_path())
    result = {
        "second_turn": second_turns(path, options.rounds, options.threads),
        "guesses": guesses(path, options.rounds, options.threads),
    }
    if options.json:
        print(json.dumps(result))
        return 0
    turn, guess = result["second_turn"], result["guesses"]
    print(
        f"second turn: {turn['new_tokens']} new tokens, first token after {turn['app_ms']} ms; those alone "
        f"take {turn['new_tokens_alone_ms']} ms; ratio {turn['ratio']}, CPU {turn['cpu_ratio']} (at most "
        f"{turn['target']}), rounds {turn['rounds']}"
    )
    for name, row in guess.items():
        print(
            f"guesses, {name}: speed ratio {row['ratio']} (control {row['control']}), CPU {row['cpu_ratio']}"
            f"; rounds {row['rounds'][0]} to {row['rounds'][-1]} (control {row['control_rounds'][0]} to "
            f"{row['control_rounds'][-1]}); {row['guessed_tokens']} guessed, {row['right_tokens']} right, of "
            f"{row['answer_tokens']} tokens"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
