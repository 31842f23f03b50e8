from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop_app.domain.chat import LoadedModel
from desktop_app.domain.stats import TimeSeries, to_csv
from desktop_app.services.background import Background
from desktop_app.services.metrics_service import MetricsService
from desktop_app.services.states import ChatState, DeviceReading, MetricsReading, ModelState
from desktop_app.ui.graphs.graph_texts import derive_curve, derive_graphs, derive_memory_parts, value_text
from desktop_app.ui.graphs.panel import GraphsPanel
from tests.fakes.journey import wait_until
from tests.fakes.services import FakeChatService, FakeMetricsService, FakeSettingsService

LOADED = LoadedModel("/m", "m", "llama", 1, 4096, 4096, 2, 0, 1, True, 100, 50, 25, 0.1)


@pytest.fixture
def panel(qtbot):
    metrics, settings = FakeMetricsService(MetricsReading(worker_bytes=200)), FakeSettingsService()
    chat = FakeChatService(ChatState(ModelState.READY, loaded=LOADED, n_ctx=4096))
    metrics.at = 1000.0
    for n in range(100):
        metrics.series["tokens_per_s"].add(900 + n, n)
        metrics.series["context_tokens"].add(900 + n, 10 * n)
    made = GraphsPanel(metrics=metrics, chat=chat, settings=settings)
    qtbot.addWidget(made)
    made.resize(336, 700)
    made.show()
    return made, metrics, settings


def test_memory_is_split_into_what_the_engine_says():
    assert [(name, count) for name, count, _ in derive_memory_parts(LOADED, 200)] == [
        ("weights", 100),
        ("context", 50),
        ("computing", 25),
        ("other", 25),
    ]
    # mapped weights that were not read yet are no memory
    assert [count for _, count, _ in derive_memory_parts(LOADED, 60)] == [60, 0, 0, 0]
    assert derive_memory_parts(None, 60) == derive_memory_parts(LOADED, 0) == []


def test_each_device_has_its_graphs():
    reading = MetricsReading(devices=(DeviceReading("A", 1, 8), DeviceReading("B", 1, 9)))
    specs = derive_graphs(reading, ("tokens_per_s", "vram:A", "vram:B", "gpu:A"), 2048)
    assert [(s.key, s.top) for s in specs] == [
        ("tokens_per_s", 0.0),
        ("vram:A", 8),
        ("vram:B", 9),
        ("gpu:A", 100.0),
    ]
    assert value_text(1234, "tokens") == "1,234 tokens"


def test_a_curve_ends_where_the_graphs_stand_still():
    series = TimeSeries(100, "x")
    for n in range(50):
        series.add(n, n)
    curve = derive_curve(series, 30.0, 10.0)
    assert (curve.seconds[0], curve.seconds[-1], curve.values[-1]) == (-10.0, 0.0, 30.0)
    assert series.at(30.5) == 30
    assert series.at(-1) is None


def test_pause_holds_the_time_and_the_points_go_on(panel):
    made, metrics, _settings = panel
    plot = made.plots["tokens_per_s"]
    before = plot.shown_points
    QTest.keyClick(made.pause_button, Qt.Key.Key_Space)
    metrics.at = 1010.0
    metrics.series["tokens_per_s"].add(1005, 7)
    made.refresh()
    assert plot.shown_points == before
    assert plot.value == value_text(99, "tokens/s") or plot.value.startswith("7")
    QTest.keyClick(made.pause_button, Qt.Key.Key_Space)
    made.refresh()
    assert plot.shown_points >= before
    assert made.pause_button.accessibleName() == "Pause the graphs"


def test_pointing_reads_every_graph_at_that_time(panel):
    made, _metrics, _settings = panel
    plot = made.plots["tokens_per_s"]
    view = plot._plot.getPlotItem().vb
    plot._on_mouse(view.mapViewToScene(QPointF(-51.0, 1.0)))
    assert plot.value == value_text(49, "tokens/s")
    assert made.plots["context_tokens"].value == "490 tokens"
    assert "51 s ago" in plot._extra.text()
    plot.hovered.emit(None)
    assert made.plots["context_tokens"].value == "990 tokens"


def test_range_and_choice_of_graphs_are_kept(panel):
    made, _metrics, settings = panel
    made.window_box.setCurrentIndex(made.window_box.findData(300))
    assert settings.settings.graph_window_s == 300
    assert not made.plots["context_tokens"].isHidden()
    assert made.plots["cpu_percent"].isHidden()
    made.more_button.click()
    menu = next(m for m in made.findChildren(QMenu) if m.isVisible())
    next(a for a in menu.actions() if a.text() == "Context").trigger()
    assert "context_tokens" in settings.settings.hidden_graphs
    assert made.plots["context_tokens"].isHidden()
    made.show_graph("cpu_percent", is_shown=True)
    assert not made.plots["cpu_percent"].isHidden()


def test_a_picture_and_a_table_can_be_saved(panel, monkeypatch):
    made, metrics, _settings = panel
    monkeypatch.setattr(made, "ask_target", lambda _name, ending: f"/x/y.{ending}")
    made._save_csv()
    made._save_picture()
    assert metrics.calls[0] == ("save_csv", ("/x/y.csv",), {})
    name, (path, data), _ = metrics.calls[1]
    assert (name, path) == ("save", "/x/y.png")
    assert not QImage.fromData(data, "PNG").isNull()


def test_the_table_has_every_point():
    series = TimeSeries(10, "tokens/s")
    series.add(5.0, 1.5)
    assert to_csv({'a "b"': series}, 7.0).splitlines() == [
        "series,seconds,value,unit",
        '"a ""b""",-2.000,1.5,tokens/s',
    ]


def test_the_service_follows_prompts_and_saves(qapp, tmp_path):
    background = Background()
    metrics = MetricsService(background, worker_pid=lambda: None)
    metrics.follow(ChatState(loaded=LOADED, context_used=7, prompt_done=10, prompt_total=100))
    at = metrics._prompt[0]
    while metrics.now() <= at:
        pass
    metrics.follow(ChatState(loaded=LOADED, context_used=7, prompt_done=60, prompt_total=100))
    assert metrics.series["prompt_per_s"].last > 0
    metrics.follow(ChatState(loaded=LOADED, context_used=107))
    assert metrics.series["prompt_per_s"].last == 0
    target = tmp_path / "n.csv"
    metrics.save_csv(str(target))
    wait_until(target.exists, "the file")
    assert target.read_text().startswith("series,seconds,value,unit\n")
    problems = []
    metrics.problem_raised.connect(problems.append)
    (tmp_path / "file").write_text("")
    metrics.save(str(tmp_path / "file" / "x.png"), b"x")
    wait_until(lambda: problems, "the problem")
    background.close()
