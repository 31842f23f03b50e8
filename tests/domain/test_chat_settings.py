"""What a chat's own settings come to with the defaults below them."""

from __future__ import annotations

from dataclasses import fields

from desktop_app.domain.chat import GenerationSettings, LoadSettings, SamplingDefaults
from desktop_app.domain.chat_settings import (
    ChatSettings,
    default_generation,
    generation_of,
    is_load_field,
    load_of,
    merged,
    system_prompt_of,
    with_field,
)


def test_a_chat_without_settings_has_the_defaults():
    base = GenerationSettings(top_k=7)
    assert generation_of(ChatSettings(), base) == base
    assert load_of(ChatSettings(), LoadSettings(n_ctx=99)) == LoadSettings(n_ctx=99)
    assert ChatSettings().changed == ()
    assert system_prompt_of(ChatSettings(), "Be brief.") == "Be brief."
    assert system_prompt_of(ChatSettings(system_prompt=""), "Be brief.") == ""


def test_the_models_recommendation_stands_until_somebody_chose_otherwise():
    model = SamplingDefaults(temperature=0.2, top_k=5)
    assert default_generation(GenerationSettings(), model).temperature == 0.2
    chosen = default_generation(GenerationSettings(temperature=1.1), model)
    assert (chosen.temperature, chosen.top_k) == (1.1, 5)
    assert generation_of(ChatSettings(temperature=0.0), chosen).temperature == 0.0


def test_the_words_for_no_seed_no_limit_and_automatic_threads():
    chat = ChatSettings(seed=-1, max_tokens=0, n_threads=0)
    made = generation_of(chat, GenerationSettings(seed=4, max_tokens=9))
    assert (made.seed, made.max_tokens) == (None, None)
    assert load_of(chat, LoadSettings(n_threads=3)).n_threads is None


def test_a_value_that_is_the_default_is_not_the_chats_own():
    chat = with_field(ChatSettings(), "top_p", 0.5, 0.95)
    assert chat.changed == ("top_p",)
    assert with_field(chat, "top_p", 0.95, 0.95) == ChatSettings()


def test_a_preset_changes_what_it_has_and_nothing_else():
    chat = ChatSettings(temperature=0.1, top_k=3)
    assert merged(chat, ChatSettings(temperature=0.9)) == ChatSettings(temperature=0.9, top_k=3)


def test_only_load_settings_need_another_load():
    assert is_load_field("n_ctx")
    assert not is_load_field("temperature")
    names = {f.name for f in fields(ChatSettings)}
    assert names >= {f.name for f in fields(GenerationSettings)} | {f.name for f in fields(LoadSettings)}
