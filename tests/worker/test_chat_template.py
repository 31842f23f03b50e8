from __future__ import annotations

import types

import pytest

from desktop_app.domain.chat import ChatTurn, Role
from desktop_app.domain.errors import BitsmithError, ErrorKind
from desktop_app.worker import chat_template
from desktop_app.worker.chat_template import ChatTemplate

USER = ChatTurn(Role.USER, "Hello")
SYSTEM = ChatTurn(Role.SYSTEM, "Be brief.")
ANSWER = ChatTurn(Role.ASSISTANT, "Hi")
ALTERNATING = (
    "{{ bos_token }}{% for m in messages %}"
    "{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('roles must alternate') }}"
    "{% endif %}[{{ m.role }}]{{ m.content }}{{ eos_token }}{% endfor %}"
)


def render(source, *turns, **options):
    return ChatTemplate(source, **options).render(turns or (USER,))


def problem_of(source, *turns, **options):
    with pytest.raises(BitsmithError) as caught:
        render(source, *turns, **options)
    problem = caught.value.problem
    assert problem.kind is ErrorKind.BAD_TEMPLATE
    assert problem.what
    assert problem.next_step
    return problem


def test_without_a_template_it_is_chatml():
    template = ChatTemplate(None)
    assert template.is_fallback
    assert template.render((SYSTEM, USER)) == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n"
    )
    assert "<|im_end|>" in template.stop


def test_a_template_gets_turns_and_the_special_tokens():
    text = render(ALTERNATING, USER, ANSWER, USER, bos="<s>", eos="</s>")
    assert text == "<s>[user]Hello</s>[assistant]Hi</s>[user]Hello</s>"


def test_a_last_turn_of_the_assistant_is_left_open():
    assert render(None, USER, ANSWER).endswith("<|im_start|>assistant\nHi")


def test_a_template_without_a_system_role_gets_its_words_with_the_users():
    assert render(ALTERNATING, SYSTEM, USER) == "[user]Be brief.\n\nHello"


def test_turns_of_the_same_speaker_are_joined_where_they_must_alternate():
    assert render(ALTERNATING, USER, USER) == "[user]Hello\n\nHello"


def test_content_as_parts_where_the_template_wants_that():
    source = (
        "{% for m in messages %}{% for part in m.content %}{% if part.type == 'text' %}"
        "<{{ part.text }}>{% endif %}{% endfor %}{% endfor %}"
    )
    assert render(source) == "<Hello>"


def test_what_model_makers_use():
    source = (
        "{%- set ns = namespace(n=0) -%}{%- for m in messages -%}{%- set ns.n = ns.n + 1 -%}"
        "{%- if m.role == 'system' -%}{%- continue -%}{%- endif -%}"
        "{% generation %}{{ m.content }}{% endgeneration %}{%- break -%}{%- endfor -%}"
        "{{ ns.n }}{{ {'a': 'é<'} | tojson }}{{ strftime_now('%Y') | length }}{{ tools is none }}"
    )
    assert render(source, SYSTEM, USER) == 'Hello2{"a": "é<"}4True'


def test_days_without_a_zero_in_front_on_windows(monkeypatch):
    forms = []

    class Now:
        def astimezone(self):
            return self

        def strftime(self, form):
            forms.append(form)
            return "5"

    monkeypatch.setattr(chat_template, "datetime", types.SimpleNamespace(now=Now))
    monkeypatch.setattr(chat_template.sys, "platform", "win32")
    assert render("{{ strftime_now('%-d') }}") == "5"
    assert set(forms) == {"%#d"}


def test_blocks_leave_no_blank_lines():
    assert render("{% if true %}\n  {% if true %}\nx\n  {% endif %}\n{% endif %}") == "x\n"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% for m in messages %}", "Line 1"),
        ("{{ messages[ }}", "Line 1"),
        ("{% nonsense %}", "unknown tag"),
        ("{{ 'a' | no_such_filter }}", "no_such_filter"),
        ("x" * 2_000_000, "absurdly long"),
    ],
)
def test_what_does_not_parse_is_said_with_the_place(source, words):
    assert words in problem_of(source).why


@pytest.mark.parametrize(
    "source",
    [
        "{{ raise_exception('I do not like this') }}",
        "{{ messages.nothing.at.all }}",
        "{{ 1 / 0 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ messages[99].content }}",
    ],
)
def test_what_raises_is_a_bad_template(source):
    assert problem_of(source).why


def test_the_templates_own_words_reach_the_person():
    assert "I do not like this" in problem_of("{{ raise_exception('I do not like this') }}").why


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% macro m(n) %}{% for a in range(99999) %}{{ m(n - 1) if n }}{% endfor %}{% endmacro %}{{ m(9) }}",
    ],
)
def test_what_does_not_end_is_given_up(source):
    assert "does not come to an end" in problem_of(source, time_limit_s=0.2).why


@pytest.mark.parametrize(
    "source",
    [
        "{% for a in range(99999) %}{{ messages[0].content * 1000 }}{% endfor %}",
        "{{ 'a' * 10000000000 }}",
        "{{ 10000000000 * 'a' }}",
        "{{ [1] * 10000000000 }}",
        "{{ 9 ** 99999999 }}",
        "{% for a in range(10 ** 9) %}{% endfor %}",
    ],
)
def test_what_makes_much_out_of_little_is_stopped(source):
    problem_of(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ raise_exception.__globals__.json }}",
        "{{ messages.append(1) }}",
        "{{ messages[0].update({'role': 'x'}) }}",
        "{% include '/etc/passwd' %}",
        "{{ cycler.__init__.__globals__.os.system('true') }}",
    ],
)
def test_the_box_has_no_way_out(source):
    problem_of(source)


def test_an_interrupted_template_does_not_spoil_the_next():
    source = (
        "{% if messages | length > 1 %}{% for a in range(99999) %}{% for b in range(99999) %}"
        "{% endfor %}{% endfor %}{% endif %}{{ messages[0].content }}"
    )
    template = ChatTemplate(source, time_limit_s=0.2)
    with pytest.raises(BitsmithError):
        template.render((USER, ANSWER, USER))
    assert template.render((USER,)) == "Hello"


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'x' | center(999999999) }}",
        "{{ messages[0].content | indent(999999999) }}",
        "{{ messages | batch(999999999, 0) | list }}",
        "{{ 'x'.center(999999999) }}",
        "{{ messages[0].content.ljust(width=999999999) }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '%*d' % (999999999, 1) }}",
        "{{ '%999999999d' | format(1) }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ '{:>{}}'.format(1, 999999999) }}",
        "{{ 'x'.zfill(999999999) }}",
    ],
)
def test_padding_is_refused_before_it_takes_memory(source):
    assert "padding is too long" in problem_of(source).why


def test_padding_within_reason_is_allowed():
    source = (
        "{{ '%-6s|' % 'ab' }}{{ 'ab' | center(6) }}|{{ '{:>4}'.format(7) }}|{{ 'a'.ljust(3) }}|{{ 7 % 4 }}"
    )
    assert ChatTemplate(source).render((USER,)) == "ab    |  ab  |   7|a  |3"
