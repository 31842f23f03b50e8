from __future__ import annotations

from desktop_app.domain.chat import Role
from desktop_app.domain.conversation import StoredAttachment, StoredMessage
from desktop_app.domain.turns import title_of, turns_for_model


def message(role, text, **more):
    return StoredMessage(1, role, text, 0.0, **more)


def test_earlier_reasoning_is_left_out_and_documents_come_along():
    known = (
        message(Role.USER, "Read.", attachments=(StoredAttachment("a.txt", "text/plain", "words"),)),
        message(Role.ASSISTANT, "<think>Hm.</think>Done."),
        message(Role.USER, "Go on."),
    )
    turns = turns_for_model("Be brief.", known, message(Role.ASSISTANT, "<think>half"))
    assert [t.role for t in turns] == [Role.SYSTEM, Role.USER, Role.ASSISTANT, Role.USER, Role.ASSISTANT]
    assert turns[1].text == "File: a.txt\n```\nwords\n```\n\nRead."
    assert turns[2].text == "Done."
    assert turns[4].text == "<think>half", "what is being written goes on as it is"


def test_pictures_come_along_also_without_words():
    picture = StoredAttachment("a.png", "image/png", data=b"png")
    (turn,) = turns_for_model(
        "", (message(Role.USER, "", attachments=(picture,)),), message(Role.ASSISTANT, "")
    )
    assert (turn.text, turn.pictures) == ("", (b"png",))


def test_words_stand_for_the_oldest_of_too_many_pictures():
    pictures = [StoredAttachment(f"{n}.jpg", "image/jpeg", data=bytes(2_500_000)) for n in range(4)]
    known = tuple(message(Role.USER, f"{n}?", attachments=(picture,)) for n, picture in enumerate(pictures))
    turns = turns_for_model("", known, message(Role.ASSISTANT, ""))
    assert [len(turn.pictures) for turn in turns] == [0, 0, 1, 1]
    assert turns[0].text == "[picture]\n0?"
    # what was just asked about is always seen
    large = StoredAttachment("x.jpg", "image/jpeg", data=bytes(7_000_000))
    (turn,) = turns_for_model(
        "", (message(Role.USER, "?", attachments=(large,)),), message(Role.ASSISTANT, "")
    )
    assert turn.pictures


def test_nothing_is_no_turn():
    assert turns_for_model("  ", (message(Role.USER, ""),), message(Role.ASSISTANT, "")) == ()


def test_a_title_is_the_first_line_and_short():
    assert title_of("\n  What is it?\nmore") == "What is it?"
    assert title_of("x" * 100) == "x" * 47 + "…"
