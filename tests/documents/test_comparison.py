"""A package with InDesign's PDF in it: the template's page shows how close ours comes."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from documents.intake import open_upload
from documents.models import TemplateVersion, Workspace
from documents.rendering import engine
from documents.rendering.fonts import FontSources
from documents.rendering.output import Output
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace() -> Workspace:
    return factories.make_workspace(name="Marketing")


def package(reference: bytes | None = None) -> bytes:
    """A ZIP of a design and the PDF beside it: by default, our own of it."""
    design = factories.idml_with(("First Name",), text="Hello")
    if reference is None:
        prepared = engine.prepare(open_upload(design, name="Card.idml"), fonts=FontSources())
        reference = engine.render(prepared, {}, Output(quality="Print", strict=False))[0].content
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("Card/Card.idml", design)
        archive.writestr("Card/Card.pdf", reference)
    return buffer.getvalue()


def checked(run_jobs, workspace: Workspace, upload: bytes) -> TemplateVersion:
    version = factories.make_checking_version(workspace=workspace, upload=upload, file_name="card.zip")
    run_jobs()
    version.refresh_from_db()
    return version


def picture_of(version: TemplateVersion, name: str) -> str:
    return reverse("admin:documents_template_compared_picture", args=[version.template_id, version.number, name])


def test_the_check_compares_the_pages_with_the_pdf_in_the_package(run_jobs, client: Client, workspace: Workspace):
    version = checked(run_jobs, workspace, package())
    client.force_login(factories.make_user(workspace=workspace))

    page = client.get(reverse("admin:documents_template_change", args=[version.template_id]))
    beside = client.get(reverse("admin:documents_template_compared", args=[version.template_id, 1])).text
    picture = client.get(picture_of(version, "page-1-difference"))

    assert version.state == "ready"
    assert [(each["number"], each["mean_de"], each["lines_same"]) for each in version.comparison] == [(1, 0.0, 1.0)]
    assert "Our page beside it: hardly to be told apart." in page.content.decode()
    assert "What differs" in beside
    assert picture_of(version, "page-1-ours") in beside
    assert picture.content.startswith(b"\xff\xd8")
    assert client.get(picture_of(version, "page-2-ours")).status_code == 404


def test_a_pdf_that_cannot_be_read_stops_nothing(run_jobs, workspace: Workspace):
    version = checked(run_jobs, workspace, package(b"%PDF-1.7 torn"))

    assert (version.state, version.comparison, bool(version.compared)) == ("ready", [], False)


def test_nobody_else_sees_the_pictures(run_jobs, client: Client, workspace: Workspace):
    version = checked(run_jobs, workspace, package())
    client.force_login(factories.make_user(workspace=factories.make_workspace(name="Another")))

    assert client.get(reverse("admin:documents_template_compared", args=[version.template_id, 1])).status_code == 404
    assert client.get(picture_of(version, "page-1-ours")).status_code == 404
