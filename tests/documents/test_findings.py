"""What a check found: red versions are held back, and staff see each place."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile as Bytes
from django.test import Client
from django.urls import reverse
from PIL import Image

from documents import actions, intake
from documents.models import Template, TemplateVersion, User, Workspace
from documents.rendering.fonts import FontSources
from documents.rendering.prepared import encode
from personalia_site.errors import Conflict
from tests import factories
from tests.documents.rendering.idml_builder import build_idml, rectangle, story, text_frame

pytestmark = pytest.mark.django_db

GONE = '<Image Self="i1" ItemTransform="1 0 0 1 0 0"><Link Self="l1" LinkResourceURI="file:gone.jpg"/></Image>'


def broken(*, fields: str = "<<First Name>>") -> bytes:
    """A design with a picture that is not in the package, and a bracket that does not close."""
    frame = text_frame("f1", story="s1", box=(36, 36, 336, 136))
    return build_idml(
        stories={"s1": story(f"Dear {fields}, <<Name>")}, spread_items=frame + rectangle("r1", box=(50, 200, 150, 300), inner=GONE)
    )


@pytest.fixture
def replaced(tmp_path: Path) -> Callable[[Template, bytes], TemplateVersion]:
    """The template's next version, checked in this process."""

    def replaced(template: Template, design: bytes) -> TemplateVersion:
        version = actions.replace_version(template=template, upload=Bytes(design, name="new.idml"))
        checked = intake.check(intake.open_upload(design, name="new.idml"), fonts=FontSources())
        (tmp_path / "prepared").write_bytes(encode(checked.prepared))
        found = intake.CheckedFiles(
            kind="idml",
            title="new",
            language="en-US",
            pages=checked.prepared.pages,
            fields=checked.fields,
            findings=checked.findings,
            prepared=tmp_path / "prepared",
            fonts=(),
            preview=None,
        )
        actions.finish_check(version=version, checked=found, revision=0)
        template.refresh_from_db()
        return template.versions.get(number=version.number)

    return replaced


def page_of(template: Template) -> str:
    return reverse("admin:documents_template_change", args=[template.pk])


def test_a_red_version_does_not_take_the_place_of_one_that_is_not(replaced):
    template = factories.make_template()

    version = replaced(template, broken())

    assert (version.state, version.light) == ("ready", "red")
    assert template.current.number == 1
    assert template.held_back == version


def test_a_red_version_takes_the_place_of_another_red_one(replaced):
    template = factories.make_template(design=broken())

    version = replaced(template, broken())

    assert template.current == version
    assert template.held_back is None


def test_a_file_that_is_put_right_takes_over(replaced):
    template = factories.make_template()
    replaced(template, broken())

    version = replaced(template, factories.idml_with(("First Name",)))

    assert template.current == version
    assert template.held_back is None


def test_nobody_changes_over_to_a_red_version_by_hand(replaced):
    template = factories.make_template()
    version = replaced(template, broken())

    with pytest.raises(Conflict, match="marks red"):
        actions.make_current(version=version)


def test_going_back_from_a_version_is_not_being_held_back(replaced):
    template = factories.make_template()
    replaced(template, factories.idml_with(("First Name",), text="New"))

    actions.make_current(version=template.versions.get(number=1))

    template.refresh_from_db()
    assert template.held_back is None


def test_a_check_measures_fields_and_keeps_pictures_of_what_it_found(run_jobs):
    version = factories.make_checking_version(upload=broken())

    run_jobs()

    version.refresh_from_db()
    assert version.fields[0].room.characters > 100
    missing = next(finding for finding in version.findings if finding.code == "missing-link")
    assert missing.locations[0].picture
    assert version.places.size > 1000


def test_pictures_go_with_their_template(stored, django_capture_on_commit_callbacks):
    before = stored()
    template = factories.make_template(design=broken())

    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_template(template=template)

    assert stored() <= before  # fonts that other tests left may go too


def test_the_page_shows_a_red_light_and_each_place(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace, design=broken())

    page = client.get(page_of(template))

    assert "Red: cannot be published" in page.text
    assert 'aria-describedby="unpublished">Create a campaign' in page.text
    assert "The linked file “gone.jpg” is not in the package." in page.text
    assert "“&lt;&lt;Name&gt;” looks like a field" in page.text
    address = page.context["report"].errors[0].pictures[0][0]
    picture = client.get(address)
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert Image.open(BytesIO(picture.content)).width > 300
    assert f'src="{address}" alt="Part of page 1 with the place outlined"' in page.text


def test_a_place_is_shown_to_its_own_workspace_only(client: Client, anna: User) -> None:
    template = factories.make_template(design=broken())

    address = reverse("admin:documents_template_place", args=[template.pk, 1, "place-1.jpg"])

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["place-99.jpg", "..", "prepared.bin"])
def test_a_picture_that_is_not_there_is_not_found(client: Client, anna: User, workspace: Workspace, name: str) -> None:
    template = factories.make_template(workspace=workspace, design=broken())

    assert client.get(reverse("admin:documents_template_place", args=[template.pk, 1, name])).status_code == 404


def test_a_version_without_pictures_has_no_address_for_them(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)

    assert client.get(reverse("admin:documents_template_place", args=[template.pk, 1, "place-1.jpg"])).status_code == 404


def test_the_page_says_which_version_is_held_back_and_why(client: Client, anna: User, workspace: Workspace, replaced) -> None:
    template = factories.make_template(workspace=workspace)
    replaced(template, broken())

    page = client.get(page_of(template))

    assert "Version 2 (new.idml) has faults and is not used" in page.text
    assert "documents are made with version 1, as before" in page.text
    assert page.context["held"].errors[0].finding.code == "missing-link"
    assert "Green: nothing to do" in page.text


def test_the_list_shows_each_light_in_words(client: Client, anna: User, workspace: Workspace, replaced) -> None:
    factories.make_template(workspace=workspace, name="Good")
    factories.make_template(workspace=workspace, name="Bad", design=broken())
    replaced(factories.make_template(workspace=workspace, name="Held"), broken())

    page = client.get(reverse("admin:documents_template_changelist")).text

    assert page.count("Green: nothing to do") == 2
    assert page.count("Red: cannot be published") == 1
    assert "newest file has faults" in page


def test_fields_say_how_much_fits(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)
    room = template.current.fields[0].room

    page = client.get(page_of(template)).text

    assert room.words == "any length"
    assert "any length" in page


def test_a_version_of_an_earlier_check_is_shown_without_rooms_and_places(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)
    version = template.current
    version.found_fields = [{"name": "First Name"}]
    version.found = [{"level": "warning", "code": "low-resolution", "message": "A picture is coarse."}]
    version.save()

    page = client.get(page_of(template)).text

    assert "Amber: look at the hints" in page
    assert "A picture is coarse." in page
