"""manage.py render and preflight: files in, files out, a sentence and an exit status when not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from django.core.management import call_command
from PIL import Image

from documents.intake.child_process import PROJECT
from tests.documents.intake.test_checking import design
from tests.documents.rendering.form_builder import build_form, combo, image_button, text

CORPUS = PROJECT.parent / "shared" / "corpus"


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "form.pdf"
    path.write_bytes(build_form([text("Name"), combo("Land", ["Deutschland", "France"]), image_button("Photo")], pages=2))
    return path


def render(template, out, values=None, **options):
    if values is not None:
        data = template.with_name("values.json")
        data.write_text(json.dumps(values), "utf-8")
        options["data"] = data
    call_command("render", template, output=out, **options)


def test_a_form_becomes_a_pdf(form, tmp_path):
    render(form, tmp_path / "out.pdf", {"Name": "Zoë"})
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert len(pdf.pages) == 2


def test_pictures_are_written_a_file_a_page(form, tmp_path):
    render(form, tmp_path / "new" / "out.png", resolution=144)
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["out-1.png", "out-2.png"]
    with Image.open(tmp_path / "new" / "out-1.png") as page:
        assert (page.format, page.size) == ("PNG", (1190, 1684))


def test_one_page_is_written_under_the_name_that_was_asked_for(tmp_path):
    template = tmp_path / "d.idml"
    template.write_bytes(design("Dear <<First Name>>,"))
    render(template, tmp_path / "out.bin", {"First Name": "Ελένη"}, format="JPG")
    with Image.open(tmp_path / "out.bin") as page:
        assert page.format == "JPEG"


def test_a_picture_is_a_path_beside_the_values(form, tmp_path):
    Image.new("RGB", (50, 50), (0, 128, 0)).save(tmp_path / "green.png")
    render(form, tmp_path / "out.png", {"Photo": "green.png"})
    with Image.open(tmp_path / "out-1.png") as page:
        assert page.convert("RGB").getpixel((350, 842 - 625)) == (0, 128, 0)


def test_a_design_renders_with_its_placeholders_where_no_values_are(tmp_path):
    template = tmp_path / "d.idml"
    template.write_bytes(design("Dear <<First Name>>,"))
    render(template, tmp_path / "out.pdf")
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"Photo": "none.png"}, "“none.png” for the field “Photo” cannot be read"),
        ({"Name": ["x"]}, "“Name” is neither text nor number"),
        ({"Name": "x" * 200}, "Error 1009: The text of the field “Name” does not fit"),
        ({"Name": "\U000f1234"}, "Error 1008: The field “Name” needs the character"),
        (["x"], "no JSON object"),
    ],
)
def test_a_wrong_value_ends_in_a_sentence(form, tmp_path, capsys, values, words):
    with pytest.raises(SystemExit) as end:
        render(form, tmp_path / "out.pdf", values)
    assert end.value.code == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out.pdf").exists()


def test_a_value_for_no_field_is_left_out_and_a_picture_column_of_a_csv_is_understood(form, tmp_path):
    Image.new("RGB", (50, 50), (0, 128, 0)).save(tmp_path / "green.png")
    render(form, tmp_path / "out.png", {"Nam": "x", "@Photo": "green.png"})
    with Image.open(tmp_path / "out-1.png") as page:
        assert page.convert("RGB").getpixel((350, 842 - 625)) == (0, 128, 0)


def test_lenient_renders_what_can_be_rendered_and_says_the_rest(form, tmp_path, capsys):
    render(form, tmp_path / "out.pdf", {"Name": "\U000f1234" + "x" * 200}, lenient=True)
    assert (tmp_path / "out.pdf").exists()
    told = capsys.readouterr().err
    assert "Warning: The field “Name” needs the character" in told
    assert "Warning: The text of the field “Name” does not fit" in told


def run(*arguments, cwd):
    """The command as a person runs it, with no DATA_DIR that could be written."""
    environment = {"PATH": os.defpath, "DATA_DIR": str(cwd / "nowhere"), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, str(PROJECT / "manage.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)


@pytest.mark.processes
def test_errors_go_to_stderr_with_exit_status_1_and_usage_with_2(form, tmp_path):
    (tmp_path / "d.indd").write_bytes(bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d"))
    failed = run("render", "d.indd", "--output", "out.pdf", cwd=tmp_path)
    assert (failed.returncode, failed.stdout) == (1, "")
    assert failed.stderr.startswith("Error: “d.indd” is an InDesign document")
    assert "export IDML" in failed.stderr
    assert len(failed.stderr.strip().splitlines()) == 1
    assert run("render", "form.pdf", cwd=tmp_path).returncode == 2
    assert run("render", "form.pdf", "--output", "o.png", "--resolution", "999", cwd=tmp_path).returncode == 2
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.processes
def test_a_lenient_rendering_warns_on_stderr(tmp_path):
    (tmp_path / "d.idml").write_bytes(design("Hi <<A>>", font="No Such Family"))
    done = run("render", "d.idml", "--output", "out.pdf", "--lenient", cwd=tmp_path)
    assert done.returncode == 0
    assert "Warning: The font No Such Family" in done.stderr
    failed = run("render", "d.idml", "--output", "strict.pdf", cwd=tmp_path)
    assert failed.returncode == 1
    assert failed.stderr.startswith("Error 1008: The font No Such Family")


def preflight(capsys, template, **options):
    status = 0
    try:
        call_command("preflight", template, **options)
    except SystemExit as end:
        status = end.code
    return status, capsys.readouterr()


def test_preflight_tells_fields_pages_and_findings(capsys, form):
    status, said = preflight(capsys, form)
    assert status == 0
    assert "Land: String of Deutschland, France, page 1" in said.out
    assert "Pages: 1 (210 × 297 mm), 2" in said.out
    assert "Green" in said.out


def test_preflight_speaks_json(capsys, form):
    status, said = preflight(capsys, form, json=True)
    read = json.loads(said.out)
    assert (status, read["status"], read["kind"]) == (0, "green", "pdf")
    assert [field["name"] for field in read["fields"]] == ["Name", "Land", "Photo"]
    assert {"name": "1", "width_pt": 595.0, "height_pt": 842.0} in read["pages"]


def test_preflight_is_red_for_a_missing_font(capsys, tmp_path):
    (tmp_path / "d.idml").write_bytes(design("Hi", font="No Such Family"))
    status, said = preflight(capsys, tmp_path / "d.idml")
    assert status == 1
    assert "error 1008: The font No Such Family" in said.out
    assert "Red" in said.out


def test_preflight_writes_a_page_with_the_places_it_speaks_of(capsys, tmp_path):
    (tmp_path / "d.idml").write_bytes(design("Dear <<Name>, <<City>>", font="Liberation Sans"))
    status, said = preflight(capsys, tmp_path / "d.idml", html=tmp_path / "report")
    page = (tmp_path / "report" / "index.html").read_text("utf-8")
    assert status == 0
    assert "Amber" in said.out
    assert "City: String?, page 1, room for" in said.out
    assert "looks like a field, but is none" in page
    assert 'src="place-1.jpg"' in page
    assert (tmp_path / "report" / "place-1.jpg").read_bytes().startswith(b"\xff\xd8")


def test_preflight_says_why_a_file_is_refused(capsys, tmp_path):
    (tmp_path / "x.idml").write_bytes(b"words")
    assert preflight(capsys, tmp_path / "x.idml")[0] == 1
    status, said = preflight(capsys, tmp_path / "x.idml", json=True)
    assert (status, json.loads(said.out)["error"]["code"]) == (1, "wrong_kind")


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize("design_file", sorted(CORPUS.rglob("*.idml")), ids=lambda path: path.stem)
def test_every_design_of_the_corpus_passes_preflight_and_renders_leniently(design_file, tmp_path, capsys):
    assert preflight(capsys, design_file, json=True)[0] in (0, 1)
    call_command("render", Path(design_file), output=tmp_path / "out.pdf", quality="Print", lenient=True)
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert pdf.check_pdf_syntax() == []
