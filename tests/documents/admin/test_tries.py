"""Trying a template with sample values."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from documents import actions
from documents.models import ContentRequest, InputImage, TemplateField, User, Workspace
from personalia_site.errors import RenderFailed
from tests import factories

pytestmark = pytest.mark.django_db


def test_trying_a_template_shows_what_comes_out(client: Client, anna: User, workspace: Workspace, run_jobs: Callable[[], int]) -> None:
    template = factories.make_template(workspace=workspace)
    address = reverse("admin:documents_template_try", args=[template.pk])
    assert "First Name" in client.get(address).text

    answer = client.post(address, {"field-1": "Łukasz", "output": "PDF Display", "strict": "on"})

    trial = ContentRequest.objects.get()
    assert (trial.purpose, trial.values) == ("trial", {"First Name": "Łukasz"})
    assert "Making the document" in client.get(answer.headers["Location"]).text
    run_jobs()
    page = client.get(answer.headers["Location"]).text
    assert "Download Coupon.pdf" in page
    assert 'value="Łukasz"' in page
    picture = client.get(reverse("admin:documents_template_trial_picture", args=[template.pk, trial.pk]))
    assert picture.content.startswith(b"\x89PNG")


def test_a_mistake_in_a_try_is_said_beside_its_field(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace, fields={"First Name": "String", "Price": "Number"})

    page = client.post(
        reverse("admin:documents_template_try", args=[template.pk]),
        {"field-1": "Anna", "field-2": "a lot", "output": "PDF Display", "strict": "on"},
    )

    assert page.context["form"].errors["field-2"]
    assert 'value="Anna"' in page.text
    assert not ContentRequest.objects.exists()


def test_a_try_that_fails_says_why_beside_its_field(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)
    trial = factories.make_request(template=template, purpose="trial")
    error = RenderFailed("“Anna” does not fit.", error_id=1009, parameters={"FieldName": "First Name"})
    actions.fail_request(request=trial, error=error)

    page = client.get(reverse("admin:documents_template_tried", args=[template.pk, trial.pk]))

    assert page.context["failed_field"] == "field-1"
    assert "Error 1009" in page.text


def test_a_picture_is_tried_and_kept_for_the_next_try(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)
    TemplateField.objects.filter(template=template).update(kind="Image")
    address = reverse("admin:documents_template_try", args=[template.pk])
    photo = SimpleUploadedFile("photo.png", factories.png().read())

    answer = client.post(address, {"field-1": photo, "output": "PDF Display"})

    image = InputImage.objects.get()
    assert ContentRequest.objects.get().values == {"First Name": {"image": str(image.pk)}}
    page = client.get(answer.headers["Location"])
    assert page.context["kept_images"] == [f"First Name={image.pk}"]
    client.post(address, {"kept": f"First Name={image.pk}", "output": "PDF Display"})
    assert {str(each.values) for each in ContentRequest.objects.all()} == {str({"First Name": {"image": str(image.pk)}})}


def test_a_picture_of_another_workspace_is_not_used(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)
    TemplateField.objects.filter(template=template).update(kind="Image")
    foreign = actions.store_image(workspace=factories.make_workspace(), upload=factories.png())

    client.post(reverse("admin:documents_template_try", args=[template.pk]), {"kept": f"First Name={foreign.pk}", "output": "PDF Display"})

    assert ContentRequest.objects.get().values == {"First Name": ""}


def test_no_picture_in_a_try_is_said_beside_its_field(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)
    TemplateField.objects.filter(template=template).update(kind="Image")

    page = client.post(
        reverse("admin:documents_template_try", args=[template.pk]),
        {"field-1": SimpleUploadedFile("photo.png", b"no picture"), "output": "PDF Display"},
    )

    assert "not a PNG or JPG" in str(page.context["form"].errors["field-1"])
