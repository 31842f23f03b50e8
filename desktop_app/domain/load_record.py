"""What a load was predicted to take, and what it took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class LoadRecord:
    """One load; bytes, and seconds since the epoch (UTC). A peak of 0 was not observed yet."""

    path: str
    loaded_at: float
    n_ctx: int
    kv_type: str
    n_gpu_layers: int
    forecast_ram_bytes: int
    forecast_vram_bytes: int
    peak_ram_bytes: int = 0
    peak_vram_bytes: int = 0
    record_id: int = 0

    @property
    def forecast_bytes(self) -> int:
        return self.forecast_ram_bytes + self.forecast_vram_bytes

    @property
    def peak_bytes(self) -> int:
        return self.peak_ram_bytes + self.peak_vram_bytes

    @property
    def error(self) -> float | None:
        """(forecast - observed) / observed; None while nothing was observed."""
        return (self.forecast_bytes - self.peak_bytes) / self.peak_bytes if self.peak_bytes else None


@dataclass(frozen=True, slots=True)
class ForecastQuality:
    """How good the forecasts for one model were: the newest, and the median error of all."""

    newest: LoadRecord
    n_loads: int
    median_error: float


def forecast_quality(records: Sequence[LoadRecord]) -> ForecastQuality | None:
    """Of the loads whose peak was observed; None without any."""
    seen = [record for record in records if record.error is not None]
    if not seen:
        return None
    newest = max(seen, key=lambda record: record.loaded_at)
    return ForecastQuality(newest, len(seen), median(abs(record.error or 0.0) for record in seen))
