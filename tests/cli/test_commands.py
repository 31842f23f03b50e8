"""The command line as a person runs it: a program of its own, real workers, a hub on the loopback."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import gguf
import pytest

from converters import open_checkpoint
from converters.options import QuantizeOptions, add_arguments
from desktop_app.cli.main import parser
from desktop_app.domain.quantize_choices import QuantizeChoices
from tests.fakes.adapters import write_adapter_folder
from tests.fakes.checkpoints import materialize_golden
from tests.fakes.loopback_hub import LoopbackHub
from tests.fakes.quantized_checkpoints import write_quantized
from tests.fakes.starter import starter_model_path
from tests.fakes.tiny_model import write_tiny_model


def bitsmith(*arguments, check=None, **environment):
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=240,
        # other apps' models are looked for in a home of the test's own
        env={**os.environ, "HOME": os.environ["BITSMITH_HOME"], **environment},
        check=False,
    )
    if check is not None:
        assert done.returncode == check, done.stderr
    return done


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory):
    return materialize_golden("llama2", tmp_path_factory.mktemp("cli") / "tiny-llama")


@pytest.fixture
def hub(checkpoint):
    with LoopbackHub() as server:
        server.add_repo("org/tiny-llama", checkpoint)
        yield server


def test_quantize_then_chat(checkpoint, tmp_path):
    out = tmp_path / "out.gguf"
    done = bitsmith("quantize", checkpoint, "--type", "q8_0", "-o", out, "--json", check=0)
    result = json.loads(done.stdout)
    assert result["size_bytes"] == out.stat().st_size
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.gguf"]
    answer = bitsmith("chat", out, "-p", "Hi", "--max-tokens", "5", "--seed", "1", "--json", check=0)
    said = json.loads(answer.stdout)
    assert 0 < said["stats"]["answer_tokens"] <= 5
    assert said["loaded"]["architecture"] == "llama"


@pytest.mark.model
def test_chat_with_a_seed_says_the_same_twice():
    ask = ("chat", starter_model_path(), "-p", "Name a colour.", "--max-tokens", "12", "--seed", "4")
    first, second = bitsmith(*ask, check=0), bitsmith(*ask, check=0)
    assert first.stdout == second.stdout
    assert len(first.stdout.strip()) > 3
    assert "tokens/s" in first.stderr


def test_fit_of_a_folder_says_a_verdict_for_each_type(checkpoint):
    done = bitsmith("fit", checkpoint, "--ctx", "512", "--json", check=0)
    rows = {row["quant_type"]: row for row in json.loads(done.stdout)["rows"]}
    assert {"Q8_0", "Q4_K_M", "BF16"} <= set(rows)
    assert all(row["verdict"] for row in rows.values())
    assert sum(row["recommended"] for row in rows.values()) == 1
    table = bitsmith("fit", checkpoint, check=0).stdout
    assert "*  Q8_0" in table


def test_weights_that_are_quantized_already_get_a_sentence(tmp_path):
    write_quantized("gptq-4", tmp_path / "tiny-gptq")
    (tmp_path / "tiny-gptq" / "README.md").write_text("---\nbase_model: org/tiny-original\n---\n")
    rows = json.loads(bitsmith("fit", tmp_path / "tiny-gptq", "--json", check=0).stdout)["rows"]
    assert all("the original weights of org/tiny-original would be better" in row["note"] for row in rows)
    out = tmp_path / "out.gguf"
    made = bitsmith("quantize", tmp_path / "tiny-gptq", "--type", "Q8_0", "-o", out, check=0)
    assert "quantized already (GPTQ 4-bit)" in made.stdout


def test_fit_and_quantize_from_the_hub(hub, checkpoint, tmp_path):
    where = {"HF_ENDPOINT": hub.endpoint}
    rows = json.loads(bitsmith("fit", "org/tiny-llama", "--json", check=0, **where).stdout)["rows"]
    out = tmp_path / "x.gguf"
    done = bitsmith("quantize", "hub:org/tiny-llama", "--type", "Q4_0", "-o", out, "--json", check=0, **where)
    assert json.loads(done.stdout)["size_bytes"] == next(
        r["file_bytes"] for r in rows if r["quant_type"] == "Q4_0"
    )
    home = os.environ["BITSMITH_HOME"]
    weights = [f for _, _, files in os.walk(home) for f in files if f.endswith(".safetensors")]
    assert len(weights) <= 1, "the downloaded weights were kept"


def test_a_source_that_is_kept_makes_the_same_file(hub, checkpoint, tmp_path):
    where = {"HF_ENDPOINT": hub.endpoint}
    ask = ("quantize", "hub:org/tiny-llama", "--type", "Q8_0", "--json", "-o")
    streamed = json.loads(bitsmith(*ask, tmp_path / "a.gguf", check=0, **where).stdout)
    assert streamed["verified"] == ["model.safetensors"]
    assert streamed["fetched_bytes"] <= (checkpoint / "model.safetensors").stat().st_size
    bitsmith(*ask, tmp_path / "b.gguf", "--keep-source", check=0, **where)
    assert (tmp_path / "a.gguf").read_bytes() == (tmp_path / "b.gguf").read_bytes()
    cache = Path(os.environ["BITSMITH_HOME"]) / "cache"
    assert len(list((cache / "sources").rglob("model.safetensors"))) == 1
    assert not (cache / "windows").exists()


def test_a_revision_can_be_named(hub, tmp_path):
    ask = ("quantize", "hub:org/tiny-llama", "--type", "Q8_0", "-o", tmp_path / "x.gguf", "--revision")
    revision = hub.repositories["org/tiny-llama"].revision
    bitsmith(*ask, revision, check=0, HF_ENDPOINT=hub.endpoint)
    done = bitsmith(*ask, "f" * 40, check=1, HF_ENDPOINT=hub.endpoint)
    assert "not found" in done.stderr


def test_choices_of_an_expert_reach_the_file(checkpoint, tmp_path):
    out = tmp_path / "x.gguf"
    flags = ("--pure", "--tensor-type", "ffn_down=Q8_0", "--token-embedding-type", "q8_0")
    bitsmith("quantize", checkpoint, "--type", "q4_0", "-o", out, *flags, check=0)
    types = {t.name: t.tensor_type.name for t in gguf.GGUFReader(out).tensors}
    assert types["token_embd.weight"] == types["blk.0.ffn_down.weight"] == "Q8_0"
    assert types["blk.0.ffn_up.weight"] == types["output.weight"] == "Q4_0"
    done = bitsmith("quantize", checkpoint, "--type", "iq1_s", "-o", tmp_path / "y.gguf", check=1)
    assert "importance matrix" in done.stderr


def test_an_adapter_is_merged_also_straight_from_the_hub(hub, checkpoint, tmp_path):
    adapter = write_adapter_folder(checkpoint, tmp_path / "tuned", r"(q|down)_proj\.weight$")
    flags = ("--type", "q8_0", "--merge-lora", adapter, "-o")
    bitsmith("quantize", "hub:org/tiny-llama", *flags, tmp_path / "a.gguf", check=0, HF_ENDPOINT=hub.endpoint)
    bitsmith("quantize", checkpoint, *flags, tmp_path / "b.gguf", check=0)
    streamed, local = (gguf.GGUFReader(tmp_path / name) for name in ("a.gguf", "b.gguf"))
    assert streamed.fields["bitsmith.source.base"].contents() == "with tuned"
    for one, other in zip(streamed.tensors, local.tensors, strict=True):
        assert one.data.tobytes() == other.data.tobytes()
    bitsmith("quantize", checkpoint, "--type", "q8_0", "-o", tmp_path / "c.gguf", check=0)
    plain = {t.name: t.data.tobytes() for t in gguf.GGUFReader(tmp_path / "c.gguf").tensors}
    changed = [t.name for t in local.tensors if plain[t.name] != t.data.tobytes()]
    assert changed == [n for n in plain if "attn_q" in n or "ffn_down" in n]


def test_split_and_merge(hub, tmp_path):
    whole = tmp_path / "x.gguf"
    where = {"HF_ENDPOINT": hub.endpoint}
    bitsmith("quantize", "hub:org/tiny-llama", "--type", "q8_0", "-o", whole, check=0, **where)
    bitsmith("split", whole, "-o", tmp_path / "y.gguf", "--max-tensors", "8", check=0)
    shards = sorted(tmp_path.glob("y-*-of-*.gguf"))
    assert len(shards) > 1
    bitsmith("merge", shards[-1], "-o", tmp_path / "z.gguf", check=0)
    merged, before = (gguf.GGUFReader(p).tensors for p in (tmp_path / "z.gguf", whole))
    assert [(t.name, t.data.tobytes()) for t in merged] == [(t.name, t.data.tobytes()) for t in before]
    shards[0].unlink()
    assert shards[0].name in bitsmith("merge", shards[-1], "-o", tmp_path / "w.gguf", check=1).stderr
    assert "no size" in bitsmith("split", whole, "-o", tmp_path / "v.gguf", "--max-size", "x", check=1).stderr


def test_inspect_and_verify(hub, tmp_path):
    out = tmp_path / "x.gguf"
    where = {"HF_ENDPOINT": hub.endpoint}
    bitsmith("quantize", "hub:org/tiny-llama", "--type", "q4_k_m", "-o", out, check=0, **where)
    found = json.loads(bitsmith("inspect", out, "--json", check=0).stdout)
    assert found["architecture"] == "llama"
    assert found["provenance"]["bitsmith.source.repository"] == "org/tiny-llama"
    assert found["provenance"]["bitsmith.source.revision"] == hub.repositories["org/tiny-llama"].revision
    assert sum(share["n_tensors"] for share in found["types"]) == len(found["tensors"])
    text = bitsmith("inspect", out, "--tensors", check=0).stdout
    assert "bits per weight" in text
    assert "token_embd.weight" in text
    assert "whole and sound" in bitsmith("verify", out, check=0).stdout
    recipe = tmp_path / "recipe.txt"
    recipe.write_text(bitsmith("inspect", out, "--recipe", check=0).stdout)
    assert len(recipe.read_text().splitlines()) == len(found["tensors"])
    again = tmp_path / "again.gguf"
    options = ("--type", "q8_0", "--recipe", recipe, "-o", again)
    bitsmith("quantize", "hub:org/tiny-llama", *options, check=0, **where)
    assert json.loads(bitsmith("inspect", again, "--json", check=0).stdout)["types"] == found["types"]
    reader = gguf.GGUFReader(out)
    norm = next(t for t in reader.tensors if t.name == "output_norm.weight")
    data = bytearray(out.read_bytes())
    data[norm.data_offset : norm.data_offset + 4] = b"\xff\xff\xff\x7f"
    out.write_bytes(data)
    done = bitsmith("verify", out, "--json", check=1)
    assert "output_norm.weight" in json.loads(done.stdout)["problems"][0]
    out.write_bytes(data[:-100])
    assert "bitsmith:" in bitsmith("verify", out, check=1).stderr


def test_an_adapter_as_a_file(checkpoint, tmp_path):
    adapter = write_adapter_folder(checkpoint, tmp_path / "tuned", r"q_proj\.weight$")
    out = tmp_path / "adapter.gguf"
    bitsmith("lora", adapter, "--base", checkpoint, "-o", out, check=0)
    assert (
        json.loads(bitsmith("inspect", out, "--json", check=0).stdout)["metadata"]["adapter.type"] == "lora"
    )
    done = bitsmith("lora", checkpoint, "--base", checkpoint, "-o", out, check=1)
    assert "adapter_config.json" in done.stderr


def test_a_gguf_is_a_source_too(checkpoint, tmp_path):
    bitsmith("quantize", checkpoint, "--type", "f16", "-o", tmp_path / "a.gguf", check=0)
    bitsmith("quantize", tmp_path / "a.gguf", "--type", "q8_0", "-o", tmp_path / "b.gguf", check=0)
    types = {t.tensor_type.name for t in gguf.GGUFReader(tmp_path / "b.gguf").tensors}
    assert types == {"F32", "Q8_0"}


def test_the_flags_are_those_of_the_converters():
    """The command must not import them for its help, so it names them again."""
    flags = [parser().parse_args(["quantize", "s", "--type", "q8_0", "-o", "x"])]
    theirs = argparse.ArgumentParser()
    theirs.add_argument("--type")
    add_arguments(theirs)
    known = vars(theirs.parse_args([]))
    assert known.keys() - {"type"} <= vars(flags[0]).keys()
    assert {f.name for f in dataclasses.fields(QuantizeOptions)} == {
        "type_name",
        *(f.name for f in dataclasses.fields(QuantizeChoices)),
    } - {"adapters"}


def test_fit_of_a_ready_made_gguf(tmp_path):
    path = write_tiny_model(tmp_path / "tiny.gguf")
    rows = json.loads(bitsmith("fit", path, "--json", check=0).stdout)["rows"]
    assert [row["file_bytes"] for row in rows] == [path.stat().st_size]


def test_search(hub):
    done = bitsmith("search", "tiny", "--json", check=0, HF_ENDPOINT=hub.endpoint)
    assert [row["repo_id"] for row in json.loads(done.stdout)] == ["org/tiny-llama"]
    assert "org/tiny-llama" in bitsmith("search", "tiny", check=0, HF_ENDPOINT=hub.endpoint).stdout


def test_models_lists_what_is_in_the_models_folder(tmp_path):
    folder = tmp_path / "home" / "data" / "models"
    folder.mkdir(parents=True)
    write_tiny_model(folder / "mine.gguf")
    done = bitsmith("models", "--json", check=0, BITSMITH_HOME=str(tmp_path / "home"))
    assert [m["name"] for m in json.loads(done.stdout)] == ["mine"]


def test_a_file_called_like_a_command_does_not_hide_it(tmp_path):
    (tmp_path / "models").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "models", "--json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(done.stdout) == []


def test_doctor_is_content_and_says_when_it_is_not(hub, tmp_path):
    done = bitsmith("doctor", "--json", check=0, HF_ENDPOINT=hub.endpoint)
    report = json.loads(done.stdout)
    assert report["problems"] == []
    assert report["hub"]["state"] == "answers"
    assert report["machine"]["ram_total_bytes"] > 0
    blocked = tmp_path / "file"
    blocked.write_text("")
    done = bitsmith("doctor", HF_ENDPOINT=hub.endpoint, BITSMITH_HOME=str(blocked))
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["fit", "/nowhere"], 1, "There is no folder or file"),
        (["chat", "nobody", "-p", "x"], 1, "There is no model nobody"),
        (["quantize", ".", "--type", "Q9", "-o", "x.gguf"], 1, "no quant type"),
        (["quantize", ".", "--type", "Q8_0"], 2, "usage"),
        (["quantize"], 2, "usage"),
        (["dance"], 2, "usage"),
        (["fit", ".", "--ctx", "-5"], 2, "a whole number above 0 is needed"),
        (["fit", ".", "--ctx", "four"], 2, "a whole number above 0 is needed"),
        (["chat", "x", "-p", "x", "--temperature", "hot"], 2, "a number from 0 to 10 is needed"),
    ],
)
def test_failures_have_words_and_a_status(arguments, status, words):
    done = bitsmith(*arguments, check=status)
    assert words in done.stderr
    assert done.stdout == ""


def test_a_folder_that_is_no_model(tmp_path):
    done = bitsmith("quantize", tmp_path, "--type", "Q8_0", "-o", tmp_path / "x.gguf", check=1)
    assert "config.json" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_no_network(tmp_path):
    where = {"HF_ENDPOINT": "http://127.0.0.1:9"}
    done = bitsmith("search", "x", check=1, **where)
    assert "cannot be reached" in done.stderr
    done = bitsmith("quantize", "org/x", "--type", "Q8_0", "-o", tmp_path / "x.gguf", check=1, **where)
    assert "cannot be reached" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_stops_and_the_same_command_goes_on(tmp_path):
    """A checkpoint that takes a while; the whole process group gets the signal, as in a terminal."""
    folder = materialize_golden("llama3", tmp_path / "source")
    assert open_checkpoint(folder).n_params > 6_000_000
    out = tmp_path / "out"
    out.mkdir()
    command = ("quantize", folder, "--type", "Q3_K_L", "-o", out / "x.gguf")
    process = subprocess.Popen(
        [sys.executable, "-m", "desktop_app", *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not list(out.glob("*.part")) and process.poll() is None:
        pass
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode in (130, 0)
    if process.returncode == 130:
        assert "cancelled" in said
        # nothing is kept of a run whose first tensor was not whole
        left = sorted(p.name for p in out.iterdir())
        assert left == (["x.gguf.part", "x.gguf.part.journal"] if "is kept" in said else [])
    assert "Traceback" not in said
    bitsmith(*command, check=0)
    assert [p.name for p in out.iterdir()] == ["x.gguf"]


def test_a_command_loads_no_qt():
    code = (
        "import sys; from desktop_app.cli import main; "
        "main(['models', '--json']); "
        "print(any(m.startswith(('PySide6', 'shiboken6', 'llama_cpp')) for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "False"


@pytest.mark.model
def test_serve_until_interrupted(tmp_path):
    import json
    import signal
    import subprocess
    import sys
    import urllib.request

    command = [sys.executable, "-m", "desktop_app", "serve", str(starter_model_path()), "--port", "0"]
    process = subprocess.Popen(
        [*command, "--ctx", "512", "--json", "--name", "mine"], stdout=subprocess.PIPE, text=True
    )
    try:
        text = ""
        while not text.endswith("}\n"):
            line = process.stdout.readline()
            assert line, "serve ended before it served"
            text += line
        told = json.loads(text)
        request = urllib.request.Request(
            f"{told['url']}/models", headers={"Authorization": f"Bearer {told['key']}"}
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            assert [m["id"] for m in json.load(answer)["data"]] == ["mine"]
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_a_file_that_is_called_like_a_command_does_not_hide_it():
    from desktop_app.__main__ import _COMMANDS
    from desktop_app.cli.main import parser

    choices = next(a.choices for a in parser()._actions if a.choices and "fit" in a.choices)
    assert sorted(_COMMANDS) == sorted(choices)
