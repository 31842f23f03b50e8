"""The workflows of GitHub Actions cannot run here: their form, and that what they name is there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import llama_wheel
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCHEMA = (
    Path(sys.executable).parent / "check-jsonschema",
    "--builtin-schema",
    "vendor.github-workflows",
)
RELEASE = ROOT / ".github" / "workflows" / "release.yml"


def steps_of(path):
    """(name of the job, its shell, step), for each step."""
    for name, job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].items():
        usual = job.get("defaults", {}).get("run", {}).get("shell", "bash")
        for step in job["steps"]:
            yield name, step.get("shell", usual), step


STEPS = [(path, *found) for path in WORKFLOWS for found in steps_of(path)]


def test_there_are_two():
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "release.yml"]


def test_their_form_is_right():
    done = subprocess.run([*SCHEMA, *WORKFLOWS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_mistake_in_their_form_would_be_found(tmp_path):
    broken = tmp_path / "release.yml"
    broken.write_text(RELEASE.read_text(encoding="utf-8").replace("runs-on:", "run-on:", 1))
    assert subprocess.run([*SCHEMA, broken], capture_output=True, check=False).returncode == 1


def test_actions_are_pinned_by_commit():
    for path in WORKFLOWS:
        used = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
        assert used
        for line in used:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line
    pins = {re.match(r"([^@]+)@(\S+)", step["uses"]).groups() for _p, _j, _s, step in STEPS if "uses" in step}
    assert len({action for action, _commit in pins}) == len(pins), "one commit of each action"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_they_may_do_no_more_than_they_need(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert "group" in workflow["concurrency"]
    for name, job in workflow["jobs"].items():
        assert job.get("permissions", {}) == ({"contents": "write"} if name == "publish" else {})
        assert "timeout-minutes" in job
    for _path, _job, _shell, step in STEPS:
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_secrets_reach_single_steps_only_and_are_documented():
    text = RELEASE.read_text(encoding="utf-8")
    named = set(re.findall(r"secrets\.(\w+)", text))
    in_steps = {
        secret
        for _p, _j, _s, step in STEPS
        for value in step.get("env", {}).values()
        for secret in re.findall(r"secrets\.(\w+)", str(value))
    }
    assert named == in_steps
    guide = (ROOT / "docs" / "RELEASING.md").read_text(encoding="utf-8")
    assert {name for name in named if f"`{name}`" not in guide} == set()


def test_expressions_stay_out_of_scripts():
    """What GitHub puts into a script is code there; variables of the environment are not."""
    fixed = {"matrix.machine"}  # written in the workflow itself
    for _path, _job, _shell, step in STEPS:
        assert set(re.findall(r"\$\{\{ *([^} ]+) *\}\}", step.get("run", ""))) <= fixed


@pytest.mark.skipif(not shutil.which("bash"), reason="asks bash")
def test_scripts_are_bash_and_what_they_call_is_there():
    called = set()
    for path, job, shell, step in STEPS:
        script = step.get("run", "")
        called |= set(re.findall(r"(?:packaging/[\w/]+\.py|\.ci/run)", script))
        if shell == "bash":
            plain = re.sub(r"\$\{\{[^}]*\}\}", "x", script)
            done = subprocess.run(["bash", "-n"], input=plain, text=True, capture_output=True, check=False)
            assert done.returncode == 0, f"{path.name}, {job}: {done.stderr}"
    assert {
        "packaging/windows/build_installer.py",
        "packaging/macos/build_dmg.py",
        "packaging/linux/build_appimage.py",
        "packaging/release_manifest.py",
        "packaging/check_bundle.py",
        ".ci/run",
    } <= called
    assert [name for name in called if not (ROOT / name).is_file()] == []


def test_each_system_tests_what_it_made():
    jobs = yaml.safe_load(RELEASE.read_text(encoding="utf-8"))["jobs"]
    assert {"linux", "windows", "macos"} < {*jobs}
    for name in ("linux", "windows", "macos"):
        scripts = [step.get("run", "") for step in jobs[name]["steps"]]
        tested = next(n for n, script in enumerate(scripts) if "--selftest" in script)
        uploads = [str(step.get("with", {}).get("name", "")) for step in jobs[name]["steps"]]
        upload = next(n for n, called in enumerate(uploads) if called.startswith("package-"))
        assert tested < upload, f"{name}: what was not tested is not published"
    assert {*jobs["publish"]["needs"]} == {"check", "linux", "windows", "macos"}


def test_the_engine_is_kept_under_its_own_key(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["llama_wheel.py", "--about"])
    assert llama_wheel.main() == 0
    said = dict(line.split("=", 1) for line in capsys.readouterr().out.splitlines())
    engine = llama_wheel.Engine(is_portable=True)
    assert said == {"key": engine.key, "folder": str(engine.folder)}
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        assert text.count("key: engine-${{ steps.engine.outputs.key }}") == text.count("actions/cache@")
