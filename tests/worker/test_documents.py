"""Text, code and PDF to text, in a real child; files that are no documents, and hostile ones."""

from __future__ import annotations

import zlib

import pytest

from desktop_app.domain.errors import BitsmithError
from desktop_app.pipeline.chat_help import read_attachment
from desktop_app.protocol.results import DocumentText
from desktop_app.worker import documents


def pdf(pages, *, extra=b""):
    """A PDF with one line of text on each page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages)))
    objects.append(b"<< /Type /Pages /Kids [%s] /Count %d %s >>" % (kids, len(pages), extra))
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, text in enumerate(pages):
        stream = text if isinstance(text, bytes) else b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text.encode()
        flate = zlib.compress(stream)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(flate), flate))
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def read(path, max_chars=1000):
    return documents.read_document(path, max_chars, lambda: None)


@pytest.fixture(autouse=True)
def memory_is_not_bounded(monkeypatch):
    # this process runs all other tests
    monkeypatch.setattr(documents, "_bound_memory", lambda: None)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"plain\r\ntext", "plain\ntext"),
        ("naïve ☕".encode(), "naïve ☕"),
        (b"\xef\xbb\xbfmarked", "marked"),
        ("wide".encode("utf-16"), "wide"),
        (b"caf\xe9 in an old encoding", "café in an old encoding"),
    ],
)
def test_text_is_read_in_its_encoding(tmp_path, data, text):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read(path) == DocumentText(text)


def test_a_long_text_is_cut_and_says_so(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("é" * 5000, encoding="utf-8")
    found = read(path)
    assert (len(found.text), found.is_cut) == (1000, True)


def test_a_pdf_gives_the_text_of_its_pages(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["first page", "second page"]))
    found = read_attachment(path)
    assert found.text == "first page\n\nsecond page"
    assert (found.name, found.n_pages, found.is_cut) == ("a.pdf", 2, False)
    assert read(path, 12).is_cut


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (bytes(range(256)) * 10, "neither text nor a PDF"),
        (b"  \n", "empty"),
        (b"%PDF-1.4\ngarbage", "damaged"),
        (pdf([""]), "no text"),
        (pdf(["x"])[:-200], ""),
        (pdf(["x"], extra=b"/Kids [2 0 R]"), ""),
    ],
    ids=["binary", "empty", "garbage", "no-text", "cut", "circle"],
)
def test_what_holds_no_text_is_refused_or_read_but_never_breaks(tmp_path, data, words):
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    problem = None
    try:
        found = read(path)
    except BitsmithError as error:
        problem = error.problem
    if problem is None:
        assert not words
        assert found.text
    else:
        assert words in problem.why
        assert problem.next_step


def test_a_document_that_never_ends_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "_PDF_TIME_S", 0.2)
    monkeypatch.setattr("pypdf.PdfReader", lambda *_a, **_k: [None for _ in iter(int, 1)])
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(["x"]))
    with pytest.raises(BitsmithError, match="does not come to an end"):
        read(path)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(BitsmithError, match="cannot be read"):
        read_attachment(tmp_path / "none.txt")
