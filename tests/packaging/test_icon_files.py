from __future__ import annotations

import icon_files
import pytest
from PySide6.QtGui import QImageReader


@pytest.mark.parametrize(
    ("name", "sizes"),
    [("a.ico", sorted(icon_files.ICO_SIZES)), ("a.icns", sorted(icon_files.ICNS_SIZES.values()))],
)
def test_another_reader_finds_every_size(qapp, tmp_path, name, sizes):
    icon_files.main(tmp_path / name)
    reader = QImageReader(str(tmp_path / name))
    found = []
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        image = reader.read()
        assert not image.isNull(), reader.errorString()
        found.append(image.width())
        # the blue of the drawing in the middle of its left edge, and nothing in the corner
        assert image.pixelColor(image.width() // 5, image.height() // 2).blue() > 150
        assert image.pixelColor(0, 0).alpha() < 10
    assert sorted(found) == sizes


def test_a_mac_has_its_margin(qapp, tmp_path):
    icon_files.main(tmp_path / "a.icns")
    reader = QImageReader(str(tmp_path / "a.icns"))
    images = [reader.read() for number in range(reader.imageCount()) if reader.jumpToImage(number)]
    large = max(images, key=lambda image: image.width())
    row = [large.pixelColor(x, 512).alpha() > 127 for x in range(1024)]
    assert abs(row.index(True) - 100) <= 2
    assert sum(row) == pytest.approx(824, abs=3)


def test_the_setups_picture(qapp, tmp_path):
    icon_files.main(tmp_path / "a.bmp")
    assert QImageReader(str(tmp_path / "a.bmp")).size().toTuple() == (328, 628)


def test_other_names_are_refused(qapp, tmp_path):
    with pytest.raises(SystemExit, match="ends in"):
        icon_files.main(tmp_path / "a.gif")
    (tmp_path / "no.svg").write_text("nothing")
    with pytest.raises(SystemExit, match="no drawing"):
        icon_files.png(tmp_path / "no.svg", 16)
