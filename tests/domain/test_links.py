from __future__ import annotations

import pytest

from desktop_app.domain.links import Opening, is_link, read_opening


@pytest.mark.parametrize(
    "text",
    [
        "bitsmith:Qwen/Qwen3-0.6B",
        "bitsmith://Qwen/Qwen3-0.6B",
        "bitsmith://Qwen/Qwen3-0.6B/",
        "BitSmith:Qwen/Qwen3-0.6B",
    ],
)
def test_a_link_names_a_repository(text):
    assert read_opening(text) == Opening(repository="Qwen/Qwen3-0.6B")


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "//",
        "Qwen",
        "../etc/passwd",
        "a/../b",
        "a/..",
        "a/b/c",
        "a/b?download=1",
        "a/b#x",
        "a/b c",
        "a/b\n",
        "a/b\0",
        "a%2Fb",
        "https://evil.example/a/b",
        "user@host/b",
        "-rf/b",
        "a/--json",
        "a/b--c",
        "ａ/ｂ",
        "а/б",
        "a/" + "b" * 300,
        "file:///etc/passwd",
        "<script>/b",
        "///a/b",
    ],
)
def test_a_hostile_link_leads_nowhere(rest):
    opening = read_opening(f"bitsmith:{rest}")
    assert opening.bad_link
    assert not opening.path
    assert not opening.repository
    assert len(opening.bad_link) <= 250


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("file:///home/a/model.gguf", "/home/a/model.gguf"),
        ("file://localhost/home/a/model.gguf", "/home/a/model.gguf"),
        ("file:///home/J%C3%BCrgen/mein%20Modell.gguf", "/home/Jürgen/mein Modell.gguf"),
        ("file:///home/%E6%A8%A1%E5%9E%8B.gguf", "/home/模型.gguf"),
        ("file:///C:/Models/a.gguf", "C:/Models/a.gguf"),
    ],
)
def test_the_address_of_a_file_is_its_path(address, path):
    assert read_opening(address) == Opening(path=path)


@pytest.mark.parametrize(
    "address", ["file://server/share/a.gguf", "file:", "file:a.gguf", "file:///a%00b", "file://[x"]
)
def test_the_address_of_no_file_here_is_a_bad_link(address):
    assert read_opening(address).bad_link


def test_everything_else_is_a_path():
    for path in ("/a/b.gguf", "b.gguf", "C:\\a.gguf", "bitsmith", "file", "/a/bitsmith:x", ""):
        assert not is_link(path)
        assert read_opening(path) == Opening(path=path)
