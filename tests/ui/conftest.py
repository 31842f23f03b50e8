from __future__ import annotations

import pytest

from desktop_app.domain.fit import FitRow, MemoryNeed, Verdict
from desktop_app.domain.machine import Machine
from desktop_app.domain.settings import ThemeChoice
from desktop_app.ui.theme import apply_theme

GB = 10**9


@pytest.fixture(autouse=True)
def theme(qapp):
    apply_theme(qapp, ThemeChoice.LIGHT)


@pytest.fixture
def rows():
    def row(quant, size, verdict=Verdict.FITS_RAM, *, recommended=False):
        need = MemoryNeed(size, GB // 4, GB // 10, GB // 50)
        return FitRow(
            quant, size, 4.5, 4096, 0, need, MemoryNeed(), verdict, "because", recommended=recommended
        )

    return (
        row("F32", 32 * GB, Verdict.DOES_NOT_FIT),
        row("BF16", 16 * GB, Verdict.TIGHT),
        row("Q8_0", 8 * GB, recommended=True),
        row("Q5_1", 6 * GB),
        row("Q4_K_M", 5 * GB),
    )


@pytest.fixture
def machine():
    return Machine("Linux", "A processor", 4, 8, ("AVX2",), 32 * GB, 20 * GB, 100 * GB, 500 * GB)
