"""The check in a process of its own: the same answers, and a sentence whatever happens there."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from documents.intake import ChildLimits, check_in_child
from documents.intake.child_process import PROJECT
from documents.rendering import engine, prepared
from documents.rendering.fonts import FontLibrary, FontSources
from documents.rendering.output import Output
from personalia_site.errors import BrokenDesign, Invalid
from tests.documents.intake.test_checking import design
from tests.documents.rendering.form_builder import build_form, text

pytestmark = pytest.mark.processes


def run(tmp_path, data, **more):
    upload, out = tmp_path / "upload", tmp_path / "out"
    upload.write_bytes(data)
    out.mkdir()
    return check_in_child(upload, name="Coupon.idml", out_folder=out, **more)


def test_a_template_is_checked_and_can_be_rendered_from_what_the_child_wrote(tmp_path):
    said = []
    done = run(tmp_path, design("Dear <<First Name>>,"), on_progress=said.append)
    assert [field.name for field in done.fields] == ["First Name"]
    assert done.preview.read_bytes().startswith(b"\x89PNG")
    assert said[0] == "Opening the file"
    template = prepared.decode(done.prepared.read_bytes())
    assert engine.render(template, {"First Name": "Zoë"}, Output(strict=False))[0].content.startswith(b"%PDF")


def test_a_refusal_comes_back_as_itself(tmp_path):
    with pytest.raises(Invalid, match="is empty") as refusal:
        run(tmp_path, b"")
    assert refusal.value.code == "empty_file"


def test_a_broken_design_keeps_its_id(tmp_path):
    data = build_form([text("Name")])
    with pytest.raises(BrokenDesign, match="cut off") as refusal:
        run(tmp_path, data[: len(data) // 2])
    assert refusal.value.error_id == 1002


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (ChildLimits(wall_s=0), "took too long"),
        (ChildLimits(cpu_s=0), "took too long"),
        (ChildLimits(memory_mb=60), "cannot be read|of memory"),
        (ChildLimits(file_mb=0), "larger than 0 MB"),
    ],
    ids=["time", "cpu", "memory", "file"],
)
def test_an_exceeded_limit_becomes_a_sentence(tmp_path, limits, words):
    start = time.monotonic()
    with pytest.raises((Invalid, BrokenDesign), match=words):
        run(tmp_path, design("Dear <<First Name>>,"), limits=limits)
    assert time.monotonic() - start < 20


def test_a_child_that_waits_for_ever_is_ended(tmp_path):
    os.mkfifo(tmp_path / "upload")
    (tmp_path / "out").mkdir()
    start = time.monotonic()
    with pytest.raises(Invalid, match="took too long"):
        check_in_child(tmp_path / "upload", name="x", out_folder=tmp_path / "out", limits=ChildLimits(wall_s=1))
    assert time.monotonic() - start < 10


def test_the_child_dies_with_its_parent(tmp_path):
    os.mkfifo(tmp_path / "upload")
    (tmp_path / "out").mkdir()
    code = (
        "import sys, pathlib; from documents.intake import check_in_child; folder = pathlib.Path(sys.argv[1]);"
        "check_in_child(folder / 'upload', name='x', out_folder=folder / 'out', on_progress=lambda text: print(text, flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=PROJECT, stdout=subprocess.PIPE) as parent:
        assert parent.stdout.readline() == b"Opening the file\n"
        (child,) = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
        parent.kill()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child}/cmdline").exists() and Path(f"/proc/{child}/cmdline").read_bytes() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert time.monotonic() < deadline


def test_the_child_does_not_see_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "must not leak")
    seen = []

    def look(_text):
        children = Path(f"/proc/self/task/{threading.get_native_id()}/children").read_text().split()
        seen.extend(Path(f"/proc/{pid}/environ").read_bytes() for pid in children)

    run(tmp_path, design("Hello"), on_progress=look)
    assert seen
    assert not [variables for variables in seen if b"must not leak" in variables]


@pytest.mark.parametrize("attempt", ["socket.create_connection(('127.0.0.1', 9))", "subprocess.run(['true'])", "os.system('true')"])
def test_python_in_the_child_neither_connects_nor_starts_programs(attempt):
    code = f"import os, socket, subprocess; from documents.intake.child import confine; confine(ChildLimits()); {attempt}"
    code = "from documents.intake.reply import ChildLimits; " + code
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, check=False)
    assert done.returncode == 1
    assert "is not for the child process" in done.stderr


@pytest.mark.parametrize("attempt", ["open('{0}/beside', 'w')", "os.mkdir('{0}/beside')", "os.rename('{0}/out', '{0}/beside')"])
def test_python_in_the_child_writes_into_its_own_folder_alone(attempt, tmp_path):
    (tmp_path / "out").mkdir()
    code = (
        "import os, pathlib; from documents.intake.child import confine; from documents.intake.reply import ChildLimits;"
        f"confine(ChildLimits(), folder=pathlib.Path('{tmp_path}/out')); open('{tmp_path}/out/mine', 'w').close();"
        + attempt.format(tmp_path)
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, check=False)
    assert "is not for the child process" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine"]


def test_the_kernel_refuses_sockets_and_programs_to_libraries_too():
    code = (
        "import ctypes; from documents.intake.child import confine; from documents.intake.reply import ChildLimits; confine(ChildLimits());"
        "libc = ctypes.CDLL(None, use_errno=True); failed = libc.socket(2, 1, 0) == -1 and ctypes.get_errno() == 1;"
        "print(failed and libc.execv(b'/bin/true', None) == -1 and ctypes.get_errno() == 1)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, check=False)
    assert done.stdout == "True\n", done.stderr


def test_a_font_of_the_workspace_is_used(tmp_path):
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "own.ttf").write_bytes(FontLibrary({}, FontSources()).find("Liberation Sans", "Regular").face.data)
    without = run(tmp_path, design("Hello"), system_fonts=False, fonts_folder=fonts)
    assert not [finding for finding in without.findings if finding.code == "missing-font"]
