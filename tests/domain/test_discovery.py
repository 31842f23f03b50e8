from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app.domain.discovery import (
    ALL_MODELS,
    RoughFit,
    SearchFormat,
    SearchQuery,
    SearchTask,
    SizeClass,
    is_kept,
    most_params,
    query_words,
    rough_fit,
    rough_need_bytes,
)
from desktop_app.domain.machine import ComputeDevice, DeviceKind, Machine
from desktop_app.domain.repository import RepoSummary

GB = 10**9


def machine(ram_gb=16, free_gb=12, vram_gb=0, architectures=("LlamaForCausalLM",)):
    devices = ()
    if vram_gb:
        devices = (ComputeDevice("GPU0", "GPU", DeviceKind.GPU, "CUDA", vram_gb * GB, vram_gb * GB),)
    return Machine(
        system="",
        cpu_name="",
        physical_cores=4,
        logical_cores=4,
        cpu_features=(),
        ram_total_bytes=ram_gb * GB,
        ram_available_bytes=free_gb * GB,
        disk_free_bytes=0,
        disk_total_bytes=0,
        devices=devices,
        architectures=architectures,
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("qwen 3", ("qwen 3", "")),
        ("  author:unsloth ", ("", "unsloth")),
        ("@Qwen coder", ("coder", "Qwen")),
        ("by:org small one", ("small one", "org")),
        ("unsloth/", ("", "unsloth")),
        ("org/name", ("org/name", "")),
        ("author:", ("author:", "")),
        ("author:../x", ("/x", "..")),
        ("", ("", "")),
    ],
)
def test_words_and_author(typed, found):
    assert query_words(typed) == found


def test_filters_and_what_the_hub_is_asked():
    query = SearchQuery(
        words="x",
        format=SearchFormat.WEIGHTS,
        task=SearchTask.CODE,
        size=SizeClass.SMALL,
        license="mit",
        language="de",
        fits=True,
    )
    assert query.filters == ("format", "task", "size", "license", "language", "fits")
    assert query.tags == ("safetensors", "code", "license:mit", "de")
    assert query.is_judged_here
    assert ALL_MODELS.filters == ALL_MODELS.tags == ()
    assert SearchQuery(task=SearchTask.VISION).pipeline_tag == "image-text-to-text"
    assert SearchQuery(task=SearchTask.CHAT).pipeline_tag == ""


def test_the_rough_fit_follows_the_size_and_the_machine():
    small = machine()
    assert rough_fit(1_000_000_000, small) is RoughFit.EIGHT_BIT
    assert rough_fit(14_000_000_000, small) is RoughFit.FOUR_BIT
    assert rough_fit(70_000_000_000, small) is RoughFit.TOO_LARGE
    assert rough_fit(70_000_000_000, machine(vram_gb=48)) is RoughFit.FOUR_BIT
    assert rough_fit(None, small) is rough_fit(5, None) is RoughFit.UNKNOWN
    for bits in (4, 8):
        top = most_params(small, bits)
        assert rough_need_bytes(top, bits) <= 12 * GB < rough_need_bytes(top + 10_000_000, bits)
    assert most_params(machine(ram_gb=0, free_gb=0), 4) == 0


def test_what_other_programs_take_now_changes_little():
    assert rough_fit(14_000_000_000, machine(free_gb=1)) is RoughFit.FOUR_BIT


def test_what_is_judged_here():
    here = machine()
    row = RepoSummary("a/b", n_params=2 * GB, has_safetensors=True, architecture="LlamaForCausalLM")
    assert is_kept(row, SearchQuery(fits=True, convertible=True), here)
    assert not is_kept(replace(row, n_params=None), SearchQuery(fits=True), here)
    assert not is_kept(replace(row, n_params=200 * GB), SearchQuery(fits=True), here)
    assert not is_kept(replace(row, architecture="OddModel"), SearchQuery(convertible=True), here)
    assert not is_kept(replace(row, has_safetensors=False), SearchQuery(convertible=True), here)
    assert not is_kept(row, SearchQuery(convertible=True), None)
    # a hub that does not know sizes gives all of them
    assert is_kept(row, SearchQuery(size=SizeClass.SMALL), here)
    assert not is_kept(row, SearchQuery(size=SizeClass.TINY), here)
    assert is_kept(replace(row, n_params=None), SearchQuery(size=SizeClass.TINY), here)
