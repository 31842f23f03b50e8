from __future__ import annotations

import pytest

from converters import Conversion, open_checkpoint
from tests.fakes.checkpoints import make_smollm2_checkpoint, materialize_golden
from tests.fakes.starter import starter_model_path


@pytest.fixture(scope="session")
def llama2_folder(tmp_path_factory):
    return materialize_golden("llama2", tmp_path_factory.mktemp("llama2"))


@pytest.fixture(scope="session")
def smollm2_folder(tmp_path_factory):
    return make_smollm2_checkpoint(starter_model_path(), tmp_path_factory.mktemp("smollm2"))


@pytest.fixture
def llama2(llama2_folder):
    return Conversion(open_checkpoint(llama2_folder))
