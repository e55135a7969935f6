"""The order of fallback fonts: set by staff, kept on the workspace, and what is prepared with it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents import actions
from documents.models import TemplateVersion, User, Workspace
from documents.models.templates import carried_font
from documents.providers import embedded
from documents.rendering import engine
from documents.rendering.fonts import FontLibrary
from documents.rendering.output import Output
from documents.supervision import upkeep
from personalia_site.errors import MissingFont
from tests import factories

pytestmark = pytest.mark.django_db
FOLDER = Path("/usr/share/fonts/truetype/dejavu")
ADDRESS = reverse("admin:documents_fontfile_fallbacks")
HEXAGON = "\u2b22"  # in DejaVu Sans and not in Liberation Sans, which the test's design is set in


def order_of(workspace: Workspace) -> list[str] | None:
    return Workspace.objects.get(pk=workspace.pk).fallback_fonts


def shown_order(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="family" value="')[1:]]


def test_the_page_begins_with_the_usual_order_of_what_is_here(client: Client, anna: User) -> None:
    page = client.get(ADDRESS).text

    assert "DejaVu Sans" in shown_order(page)
    assert "Not on this server" not in page
    assert "Hebrew" in page


def test_a_button_moves_a_font_and_only_save_keeps_it(client: Client, anna: User, workspace: Workspace) -> None:
    families = ["DejaVu Sans", "Liberation Serif", "DejaVu Serif"]

    page = client.post(ADDRESS, {"family": families, "do": "up:2"}).text

    moved = ["DejaVu Sans", "DejaVu Serif", "Liberation Serif"]
    assert shown_order(page) == moved
    assert order_of(workspace) is None
    client.post(ADDRESS, {"family": moved, "do": "save"})
    assert order_of(workspace) == moved


@pytest.mark.parametrize(
    ("pressed", "expected"),
    [
        ("down:0", ["B", "A", "C"]),
        ("up:0", ["A", "B", "C"]),
        ("down:2", ["A", "B", "C"]),
        ("out:1", ["A", "C"]),
        ("out:9", ["A", "B", "C"]),
        ("add", ["A", "B", "C", "DejaVu Serif"]),
    ],
)
def test_buttons_move_take_out_and_add(client: Client, anna: User, pressed: str, expected: list[str]) -> None:
    page = client.post(ADDRESS, {"family": ["A", "B", "C"], "do": pressed, "added": "DejaVu Serif"}).text

    assert shown_order(page) == expected


def test_fonts_of_the_library_can_be_put_in_order_and_unknown_ones_cannot(client: Client, anna: User, workspace: Workspace) -> None:
    file = SimpleUploadedFile(
        "Own.ttf", (FOLDER / "DejaVuSans.ttf").read_bytes().replace("DejaVu Sans".encode("utf-16-be"), "Dakota Sans".encode("utf-16-be"))
    )
    actions.add_font(workspace=workspace, upload=file)

    assert shown_order(client.post(ADDRESS, {"do": "add", "added": "Dakota Sans"}).text) == ["Dakota Sans"]
    assert shown_order(client.post(ADDRESS, {"do": "add", "added": "Nowhere"}).text) == []


def test_the_usual_order_comes_back_and_none_is_an_order_too(client: Client, anna: User, workspace: Workspace) -> None:
    client.post(ADDRESS, {"do": "save"})
    assert order_of(workspace) == []

    client.post(ADDRESS, {"do": "usual"})
    assert order_of(workspace) is None


def test_a_name_that_is_tried_says_which_font_each_letter_comes_from(client: Client, anna: User, workspace: Workspace) -> None:
    order = {"family": ["DejaVu Serif", "DejaVu Sans"], "font": "Liberation Sans"}

    page = client.post(ADDRESS, {**order, "name": f"A{HEXAGON}\ue123", "do": "try"})

    assert page.context["trial"].pieces == [("A", "Liberation Sans"), (HEXAGON, "DejaVu Sans"), ("\ue123", "")]
    assert "no font has them: a strict document is refused" in page.text
    assert shown_order(page.text) == order["family"]
    assert order_of(workspace) is None


def test_nobody_orders_another_workspace_s_fonts(client: Client, anna: User) -> None:
    foreign = factories.make_workspace()

    client.post(ADDRESS, {"workspace": foreign.pk, "family": ["DejaVu Sans"], "do": "save"})

    assert order_of(foreign) is None


def test_a_new_order_prepares_ready_templates_again_and_renders_with_it(
    workspace: Workspace,
    run_jobs: Callable[[], int],
    stored: Callable[[], set[str]],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    version = factories.make_template(workspace=workspace).current
    other = factories.make_template().current
    assert version
    assert other
    with pytest.raises(MissingFont):
        engine.render(embedded.load(version.pk), {"First Name": HEXAGON}, Output())

    assert actions.order_fallbacks(workspace=workspace, families=["DejaVu Sans"]) == 1
    assert upkeep.queue_outdated() == 1
    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()

    assert engine.render(embedded.load(version.pk), {"First Name": HEXAGON}, Output())
    assert not TemplateVersion.objects.outdated().exists()
    (carried,) = FontLibrary.of_faces(embedded.load(version.pk).body.fonts).fallbacks("Regular")
    assert carried_font(carried.key) in stored()
    assert TemplateVersion.objects.get(pk=version.pk).prepared.size < 700_000  # the fallback's own 750 kB lie beside it
    again = TemplateVersion.objects.get(pk=other.pk)
    assert again.prepared.name == other.prepared.name


class Elsewhere(Storage):
    """As S3: nothing of it has a path here."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files

    def _open(self, name: str, mode: str = "rb") -> "ContentFile[bytes]":
        del mode
        return ContentFile(self.files[name])


def test_a_font_that_no_folder_here_holds_is_copied_once(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path
    elsewhere = Elsewhere({carried_font("abc"): b"font"})
    monkeypatch.setattr(embedded, "default_storage", elsewhere)

    first = embedded.carried("abc")
    elsewhere.files.clear()

    assert Path(first).read_bytes() == b"font"
    assert embedded.carried("abc") == first
    assert [path.name for path in (tmp_path / "fonts").iterdir()] == ["abc"]


def test_templates_that_are_loaded_share_a_fallback_font(workspace: Workspace, run_jobs: Callable[[], int]) -> None:
    versions = [factories.make_checking_version(workspace=workspace) for _ in range(2)]
    run_jobs()

    first, second = (FontLibrary.of_faces(embedded.load(version.pk).body.fonts).fallbacks("Regular") for version in versions)

    assert first
    assert all(one.face is other.face for one, other in zip(first, second, strict=True))


def test_a_fallback_font_s_file_goes_with_the_last_version_that_needs_it(
    workspace: Workspace,
    run_jobs: Callable[[], int],
    stored: Callable[[], set[str]],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    first, second = (factories.make_checking_version(workspace=workspace) for _ in range(2))
    run_jobs()
    carried = TemplateVersion.objects.filter(template__workspace=workspace).carried_fonts()

    def kept() -> set[str]:
        return {name.removeprefix("carried-fonts/") for name in stored() if name.startswith("carried-fonts/")}

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_template(template=first.template)
    assert carried
    assert kept() >= carried

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_template(template=second.template)
    assert not kept() & carried


def test_a_fallback_font_that_is_taken_out_of_the_order_goes_when_nothing_needs_it(
    workspace: Workspace,
    run_jobs: Callable[[], int],
    stored: Callable[[], set[str]],
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    version = factories.make_checking_version(workspace=workspace)
    run_jobs()
    before = {carried_font(key) for key in TemplateVersion.objects.get(pk=version.pk).carried_fonts}
    actions.order_fallbacks(workspace=workspace, families=[])

    with django_capture_on_commit_callbacks(execute=True):
        run_jobs()

    assert before
    assert TemplateVersion.objects.get(pk=version.pk).carried_fonts == []
    assert not before & stored()
