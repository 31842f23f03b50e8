from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.chat import (
    AnswerStats,
    ChatTurn,
    GenerationSettings,
    LoadedModel,
    LoadSettings,
    Role,
    StopReason,
)
from desktop_app.domain.errors import ErrorKind, Problem
from desktop_app.domain.fit import FitRow, MemoryNeed, Verdict
from desktop_app.domain.jobs import JobProgress
from desktop_app.domain.machine import ComputeDevice, DeviceKind, Machine
from desktop_app.domain.quantize_choices import QuantizeChoices
from desktop_app.domain.speed import SpeedRange
from desktop_app.domain.streaming import SourceSpan
from desktop_app.protocol import messages as m
from desktop_app.protocol import results as r
from desktop_app.protocol.codec import ProtocolError, decode_command, decode_event, encode

GPU = ComputeDevice("CUDA0", "A GPU", DeviceKind.GPU, "CUDA", 10, 5, 12.5)
MACHINE = Machine("Linux", "cpu", 2, 4, ("avx2",), 10, 9, 8, 7, (GPU,))
NEED = MemoryNeed(1, 2, 3, 4)
ROW = FitRow("Q8_0", 1, 8.5, 4096, 0, NEED, NEED, Verdict.TIGHT, "Tight.")
STATS = AnswerStats(10, 4, 20, 0.5, 100.0, 30.0, 30, 4096, StopReason.STOPPED)
LOADED = LoadedModel("/m.gguf", "llama", "llama", 135, 4096, 8192, 30, 0, 2, True, 1, 2, 3, 0.5, ("CPU",))
CHOICES = QuantizeChoices(
    "/i.gguf", "Q6_K", "Q8_0", ("ffn_.*=Q5_K", "a=Q8_0"), "/r.txt", True, True, True, ("/a",)
)
TURNS = (ChatTurn(Role.SYSTEM, "Be brief."), ChatTurn(Role.USER, "Hello"))

COMMANDS = [
    m.LoadModel("1", "/m.gguf", LoadSettings(n_threads=None, kv_type="q8_0")),
    m.Generate("2", TURNS, GenerationSettings(stop=("a", "b"), seed=7)),
    m.Quantize("3", "/in", "/out", "Q4_K_M", 4, "A name"),
    m.Quantize("3", "/in", "/out", "IQ1_S", window="/w", identity="i", choices=CHOICES, repository="a/b"),
    m.EstimateFit("4", "/in", True, ("F16", "Q8_0"), (4096, 512), MACHINE, "/tmp/x", "q8_0"),
    m.InspectFile("5", "/x.gguf", True),
    m.VerifyFile("5", "/x.gguf"),
    m.MakeAdapter("5", "/a", "/base", "/out", "n"),
    m.SplitFile("5", "/a.gguf", "/out", "4G"),
    m.MergeFiles("5", "/a-00001-of-00002.gguf", "/out.gguf"),
    m.ListDevices("5"),
    m.Cancel("6"),
    m.Cancel("6", keep=True),
    m.Shutdown(),
]
EVENTS = [
    m.Ready(1, "llama.cpp"),
    m.Progress("1", JobProgress("load", 1, 2, "bytes", 3.0, None, "note")),
    m.Text("2", "Hello\n\x00\u2028 \U0001f600", 3, 4.0, 5),
    m.PromptProgress("2", 1, 2),
    m.FitReady("4", FitRow("Q8_0", 1, 8.5, 4096, 0, NEED, NEED, Verdict.TIGHT, "Tight.", True)),
    m.FitReady("4", replace(ROW, kv_type="q4_0", speed=SpeedRange(2.5, 4.0))),
    m.SpansNeeded("3", (SourceSpan("model.safetensors", 8, 1 << 40),), 1 << 41, 5),
    m.Finished("1", LOADED),
    m.Finished("2", STATS),
    m.Finished("3", r.QuantizeResult("/out", 1, 2.0, 4.5)),
    m.Finished("4"),
    m.Finished("5", r.DeviceList((GPU,))),
    m.Finished("6", r.FileReport("text", "{}", False)),
    m.Failed("1", Problem(ErrorKind.BAD_MODEL, "what", "why", "next", "detail")),
    m.Cancelled("1"),
    m.Cancelled("2", STATS),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: type(c).__name__)
def test_commands_come_back_equal(command):
    assert decode_command(encode(command)) == command


@pytest.mark.parametrize("event", EVENTS, ids=lambda e: type(e).__name__)
def test_events_come_back_equal(event):
    back = decode_event(encode(event))
    assert back == event
    assert type(getattr(back, "result", None)) is type(getattr(event, "result", None))


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=())))
def test_any_text_survives_the_pipe(text):
    event = m.Text("1", text, 1, 1.0, 1)
    # a pair of surrogates may come back as the character it stands for
    back = decode_event(encode(event)).text
    assert back == text or back == text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def test_numbers_that_are_not_finite_survive():
    back = decode_event(encode(m.Text("1", "", 1, math.inf, 1)))
    assert back.tokens_per_s == math.inf


def test_a_whole_number_is_a_float_where_one_is_expected():
    data = json.loads(encode(m.Text("1", "", 1, 2.0, 1)))
    data["tokens_per_s"] = 2
    speed = decode_event(json.dumps(data).encode()).tokens_per_s
    assert speed == 2.0
    assert type(speed) is float


def test_missing_fields_take_their_defaults():
    assert decode_event(b'{"type":"Finished","job_id":"1"}') == m.Finished("1", None)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a message"),
        (b"\xff\xfe", "not a message"),
        (b"[" * 100_000, "not a message"),
        (b"[]", "expected"),
        (b"null", "expected"),
        (b"{}", "unknown type None"),
        (b'{"type":["Text"]}', "unknown type"),
        (b'{"type":"Cancel","job_id":"1"}', "unknown type 'Cancel'"),
        (b'{"type":"Finished"}', "lacks job_id"),
        (b'{"type":"Finished","job_id":1}', "Finished.job_id: a text expected"),
        (b'{"type":"Finished","job_id":"1","more":1}', "no field 'more'"),
        (b'{"type":"Finished","job_id":"1","result":{"type":"Ready","pid":1,"engine":""}}', "unknown type"),
        (b'{"type":"PromptProgress","job_id":"1","done":true,"total":1}', "a whole number expected"),
        (b'{"type":"PromptProgress","job_id":"1","done":1.5,"total":1}', "a whole number expected"),
        (b'{"type":"Failed","job_id":"1","problem":{"type":"Problem","kind":"odd","what":""}}', "ErrorKind"),
        (b'{"type":"Finished","job_id":"1","result":{"type":"DeviceList","devices":{}}}', "a list expected"),
    ],
)
def test_what_is_no_event_is_refused_with_the_reason(data, words):
    with pytest.raises(ProtocolError, match=words):
        decode_event(data)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_garbage_is_an_error_and_nothing_else(data):
    with pytest.raises(ProtocolError):
        decode_event(data)


def test_events_are_no_commands():
    with pytest.raises(ProtocolError):
        decode_command(encode(m.Ready(1, "")))


def test_what_is_not_json_cannot_be_sent():
    with pytest.raises(ProtocolError, match="cannot be sent"):
        encode(m.Text("1", object(), 1, 1.0, 1))


def test_pictures_survive():
    command = m.CountTokens("1", (), (b"\x89PNG\0\xff", b""))
    assert decode_command(encode(command)) == command
    with pytest.raises(ProtocolError, match="base64"):
        decode_command(encode(command).replace(b"iVBORw", b"i*BORw"))
    with pytest.raises(ProtocolError, match="base64"):
        decode_command(b'{"type":"CountTokens","job_id":"1","texts":[],"pictures":[7]}')
