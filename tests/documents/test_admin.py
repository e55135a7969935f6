"""The staff's door to templates, fonts, keys, links and requests."""

import shlex
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from documents import actions
from documents.models import ApiKey, ContentLink, ContentRequest, FontFile, InputImage, Template, TemplateField, User, Workspace
from personalia_site.errors import RenderFailed
from tests import factories

pytestmark = pytest.mark.django_db
FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf")


@pytest.fixture
def workspace() -> Workspace:
    return factories.make_workspace(name="Marketing")


@pytest.fixture
def anna(client: Client, workspace: Workspace) -> User:
    """A member of the workspace, logged in."""
    user = factories.make_user(workspace=workspace, username="anna")
    client.force_login(user)
    return user


def upload(content: bytes | None = None, name: str = "coupon.idml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, factories.idml_with(("First Name",)) if content is None else content)


def page_of(template: Template) -> str:
    return reverse("admin:documents_template_change", args=[template.pk])


LISTS = ["template", "fontfile", "apikey", "contentlink", "contentrequest"]


@pytest.mark.parametrize("model", LISTS)
def test_an_empty_list_says_what_it_is_for(client: Client, anna: User, model: str) -> None:
    page = client.get(reverse(f"admin:documents_{model}_changelist"))

    assert page.status_code == 200
    assert "staff-empty" in page.text
    assert "No results" not in page.text


@pytest.mark.parametrize("model", LISTS)
def test_nobody_enters_without_a_login(client: Client, model: str) -> None:
    assert client.get(reverse(f"admin:documents_{model}_changelist")).status_code == 302


def test_a_user_who_is_no_staff_is_turned_away(client: Client, workspace: Workspace) -> None:
    client.force_login(factories.make_user(workspace=workspace, is_staff=False))

    assert client.get(reverse("admin:documents_template_changelist")).status_code == 302


def test_an_uploaded_design_is_checked_and_then_shown_with_its_fields(
    client: Client, anna: User, workspace: Workspace, run_jobs: Callable[[], int]
) -> None:
    answer = client.post(reverse("admin:documents_template_add"), {"file": upload()})

    template = Template.objects.get()
    assert answer.headers["Location"] == page_of(template)
    assert (template.name, template.workspace) == ("coupon", workspace)
    assert "Checking coupon.idml" in client.get(page_of(template)).text

    run_jobs()
    page = client.get(page_of(template)).text
    assert "Try it with sample values" in page
    assert "First Name" in page
    assert "Create a campaign" in page


def test_the_page_asks_how_far_a_check_is(client: Client, anna: User, workspace: Workspace, run_jobs: Callable[[], int]) -> None:
    template = factories.make_checking_version(workspace=workspace).template
    state = reverse("admin:documents_template_state", args=[template.pk])

    assert client.get(state).json()["ended"] is False
    run_jobs()
    assert client.get(state).json()["ended"] is True


def test_a_design_that_cannot_be_read_says_why(client: Client, anna: User, workspace: Workspace, run_jobs: Callable[[], int]) -> None:
    template = factories.make_checking_version(workspace=workspace, upload=b"\x06\x06\xed\xf5 no zip", file_name="poster.indd").template
    run_jobs()

    page = client.get(page_of(template)).text

    assert "poster.indd cannot be used" in page
    assert template.versions.get().refusal in page.replace("&#x27;", "'").replace("&quot;", '"')


def test_a_template_needs_a_file(client: Client, anna: User) -> None:
    page = client.post(reverse("admin:documents_template_add"), {"name": "Coupon"})

    assert "This field is required" in page.text
    assert not Template.objects.exists()


def test_an_upload_that_is_too_large_is_refused_beside_its_field(client: Client, anna: User, settings: object) -> None:
    settings.UPLOAD_MAX_MB = 0

    page = client.post(reverse("admin:documents_template_add"), {"file": upload()})

    assert "0 MB are the most" in page.text
    assert not Template.objects.exists()


def test_somebody_in_two_workspaces_chooses_one(client: Client, anna: User) -> None:
    other = factories.make_workspace(name="Sales")
    other.memberships.create(user=anna)

    client.post(reverse("admin:documents_template_add"), {"file": upload(), "workspace": other.pk})

    assert Template.objects.get().workspace == other


def test_nobody_uploads_into_a_workspace_of_others(client: Client, anna: User) -> None:
    factories.make_workspace(name="Sales").memberships.create(user=anna)
    foreign = factories.make_workspace(name="Board")

    page = client.post(reverse("admin:documents_template_add"), {"file": upload(), "workspace": foreign.pk})

    assert page.status_code == 200
    assert not Template.objects.exists()


def test_a_template_of_another_workspace_is_not_there(client: Client, anna: User) -> None:
    foreign = factories.make_template(name="Secret offer")

    assert "Secret offer" not in client.get(reverse("admin:documents_template_changelist")).text
    assert "Secret offer" not in client.get(page_of(foreign), follow=True).text.replace(str(foreign.pk), "")
    for name, further in [
        ("state", []),
        ("picture", [1]),
        ("try", []),
    ]:
        assert client.get(reverse(f"admin:documents_template_{name}", args=[foreign.pk, *further])).status_code == 404
    for name, further in [("replace", []), ("current", [1])]:
        assert client.post(reverse(f"admin:documents_template_{name}", args=[foreign.pk, *further])).status_code == 404


def test_the_picture_of_page_one_is_shown(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)

    answer = client.get(reverse("admin:documents_template_picture", args=[template.pk, 1]))

    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    answer.close()


def test_names_from_the_file_are_escaped(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace, name="<script>alert(1)</script>")

    page = client.get(page_of(template)).text + client.get(reverse("admin:documents_template_changelist")).text

    assert "<script>alert(1)" not in page


def test_label_kind_sample_and_date_format_are_changed_in_place(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace, fields={"Until": "String"})
    field = template.fields.get()
    rows = {"fields-TOTAL_FORMS": 1, "fields-INITIAL_FORMS": 1, "fields-0-id": field.pk, "fields-0-template": template.pk}
    row = {"fields-0-label": "Valid until", "fields-0-kind": "Date", "fields-0-sample": "2026-04-01", "fields-0-date_format": "d.m.Y"}

    answer = client.post(page_of(template), {"name": "Voucher", **rows, **row})

    assert answer.status_code == 302
    field.refresh_from_db()
    assert (field.label, field.kind, field.sample, field.date_format) == ("Valid until", "Date", "2026-04-01", "d.m.Y")
    assert Template.objects.get().name == "Voucher"


def test_replacing_the_file_makes_a_version_and_going_back_is_one_click(
    client: Client, anna: User, workspace: Workspace, run_jobs: Callable[[], int]
) -> None:
    template = factories.make_template(workspace=workspace)

    client.post(reverse("admin:documents_template_replace", args=[template.pk]), {"file": upload(factories.idml_with(("Machine",)))})
    run_jobs()

    template.refresh_from_db()
    assert template.current.number == 2
    page = client.get(page_of(template)).text
    assert "Go back to it" in page
    assert "Not in the current file any more: First Name" in page

    client.post(reverse("admin:documents_template_current", args=[template.pk, 1]))

    template.refresh_from_db()
    assert template.current.number == 1


def test_replacing_needs_a_file(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)

    page = client.post(reverse("admin:documents_template_replace", args=[template.pk]), follow=True)

    assert "This field is required" in page.text
    assert template.versions.count() == 1


@pytest.mark.parametrize("name", ["replace", "current"])
def test_nothing_changes_by_a_link(client: Client, anna: User, workspace: Workspace, name: str) -> None:
    template = factories.make_template(workspace=workspace)
    further = [1] if name == "current" else []

    assert client.get(reverse(f"admin:documents_template_{name}", args=[template.pk, *further])).status_code == 405


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


def test_deleting_a_template_says_what_would_break(client: Client, anna: User, workspace: Workspace) -> None:
    link = factories.make_link(template=factories.make_template(workspace=workspace))
    template = link.version.template
    address = reverse("admin:documents_template_delete", args=[template.pk])

    page = client.get(address)
    client.post(address, {"post": "yes"})

    assert "1 link(s) made with “Coupon” can still be opened" in page.text
    assert Template.objects.filter(pk=template.pk).exists()


def test_a_template_goes_with_its_tries_and_files(
    client: Client,
    anna: User,
    workspace: Workspace,
    stored: Callable[[], set[str]],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    before = stored()
    template = factories.make_template(workspace=workspace)
    factories.make_request(template=template, purpose="trial")

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:documents_template_delete", args=[template.pk]), {"post": "yes"})

    assert not Template.objects.exists()
    assert stored() == before


def test_fonts_are_added_by_the_handful_and_a_bad_one_is_named(client: Client, anna: User, workspace: Workspace) -> None:
    fonts = [SimpleUploadedFile("Sans.ttf", FONT.read_bytes()), SimpleUploadedFile("broken.ttf", b"no font")]

    page = client.post(reverse("admin:documents_fontfile_add"), {"fonts": fonts})

    assert "“broken.ttf” cannot be read as a font" in page.text
    assert str(FontFile.objects.get(workspace=workspace)) == "Liberation Sans Regular"
    assert "Liberation Sans" in client.get(reverse("admin:documents_fontfile_changelist")).text


def test_a_key_is_shown_once(client: Client, anna: User, workspace: Workspace) -> None:
    page = client.post(reverse("admin:documents_apikey_add"), {"name": "website", "scopes": ["content"]})

    text = page.context["text"]
    assert text in page.text
    assert "no-store" in page.headers["Cache-Control"]
    key = ApiKey.objects.matching(text)
    assert key is not None
    assert (key.name, key.workspace, key.scopes) == ("website", workspace, ["content"])
    later = client.get(reverse("admin:documents_apikey_change", args=[key.pk])).text
    assert key.prefix in later
    assert text not in later


def test_a_revoked_key_opens_nothing(client: Client, anna: User, workspace: Workspace) -> None:
    text = factories.make_key(workspace=workspace)
    key = ApiKey.objects.get()

    client.post(reverse("admin:documents_apikey_revoke", args=[key.pk]))

    assert ApiKey.objects.matching(text) is None


def test_nobody_revokes_a_key_of_another_workspace(client: Client, anna: User) -> None:
    text = factories.make_key(workspace=factories.make_workspace())

    answer = client.post(reverse("admin:documents_apikey_revoke", args=[ApiKey.objects.get().pk]))

    assert answer.status_code == 404
    assert ApiKey.objects.matching(text)


def test_a_link_is_shown_to_copy_and_can_be_revoked(client: Client, anna: User, workspace: Workspace) -> None:
    link = factories.make_link(template=factories.make_template(workspace=workspace))
    address = reverse("admin:documents_contentlink_change", args=[link.pk])

    page = client.get(address).text
    client.post(reverse("admin:documents_contentlink_revoke", args=[link.pk]))

    assert link.token in page
    assert "Anna" in page
    assert ContentLink.objects.get().revoked_at
    assert "Revoked" in client.get(address).text


def test_chosen_links_are_revoked_together(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace)
    links = [factories.make_link(template=template) for _ in range(2)]

    client.post(
        reverse("admin:documents_contentlink_changelist"), {"action": "revoke_chosen", "_selected_action": [str(link.pk) for link in links]}
    )

    assert ContentLink.objects.filter(revoked_at=None).count() == 0


def test_links_of_another_workspace_are_not_there(client: Client, anna: User) -> None:
    link = factories.make_link()

    assert client.post(reverse("admin:documents_contentlink_revoke", args=[link.pk])).status_code == 404
    assert link.token not in client.get(reverse("admin:documents_contentlink_change", args=[link.pk]), follow=True).text


def test_a_request_that_failed_says_why_and_what_to_do(client: Client, anna: User, workspace: Workspace) -> None:
    row = factories.make_request(template=factories.make_template(workspace=workspace))
    actions.fail_request(request=row, error=RenderFailed("“Ω” is not in the font.", error_id=1008, parameters={"Character": "Ω"}))

    page = client.get(reverse("admin:documents_contentrequest_change", args=[row.pk])).text

    assert "“Ω” is not in the font." in page
    assert f"{reverse('docs-page', args=['errors'])}#1008" in page
    assert "“Ω” is not in the font." in client.get(reverse("admin:documents_contentrequest_changelist")).text


def test_requests_are_read_only(client: Client, anna: User, workspace: Workspace) -> None:
    row = factories.make_request(template=factories.make_template(workspace=workspace))

    assert client.post(reverse("admin:documents_contentrequest_change", args=[row.pk]), {"state": "failed"}).status_code == 403
    assert client.get(reverse("admin:documents_contentrequest_add")).status_code == 403


@pytest.mark.parametrize("model", ["user", "workspace"])
def test_only_the_administrator_sees_people_and_workspaces(client: Client, anna: User, model: str) -> None:
    address = reverse(f"admin:documents_{model}_changelist")

    assert client.get(address).status_code == 403
    client.force_login(factories.make_superuser())
    assert client.get(address).status_code == 200


def test_a_new_person_may_enter(client: Client) -> None:
    client.force_login(factories.make_superuser())
    password = {"password1": "correct horse battery", "password2": "correct horse battery", "usable_password": "true"}
    memberships = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}

    client.post(reverse("admin:documents_user_add"), {"username": "ben", "email": "ben@example.com", **password, **memberships})

    assert User.objects.get(username="ben").is_staff


def test_the_administrator_sees_every_workspace(client: Client) -> None:
    factories.make_template(name="Coupon")
    client.force_login(factories.make_superuser())

    assert "Coupon" in client.get(reverse("admin:documents_template_changelist")).text


def test_a_deleted_link_takes_its_files_along(
    client: Client,
    anna: User,
    workspace: Workspace,
    stored: Callable[[], set[str]],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    template = factories.make_template(workspace=workspace)
    before = stored()
    link = factories.make_link(template=template)
    actions.open_link(link=link)
    assert stored() != before

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:documents_contentlink_delete", args=[link.pk]), {"post": "yes"})

    assert not ContentLink.objects.exists()
    assert stored() == before


def test_a_deleted_font_takes_its_file_along(
    client: Client,
    anna: User,
    workspace: Workspace,
    stored: Callable[[], set[str]],
    django_capture_on_commit_callbacks: Callable[..., object],
) -> None:
    before = stored()
    font = actions.add_font(workspace=workspace, upload=SimpleUploadedFile("Sans.ttf", FONT.read_bytes()))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("admin:documents_fontfile_delete", args=[font.pk]), {"post": "yes"})

    assert not FontFile.objects.exists()
    assert stored() == before


def test_a_workspace_that_is_used_is_not_deleted(client: Client) -> None:
    template = factories.make_template()
    client.force_login(factories.make_superuser())
    address = reverse("admin:documents_workspace_delete", args=[template.workspace.pk])

    assert "still has 1 template(s)" in client.get(address).text
    client.post(address, {"post": "yes"})
    assert Workspace.objects.filter(pk=template.workspace.pk).exists()


def test_a_login_leads_to_the_overview(client: Client, workspace: Workspace) -> None:
    factories.make_user(workspace=workspace, username="ben")

    answer = client.post(reverse("admin:login"), {"username": "ben", "password": "correct horse"})

    assert answer.headers["Location"] == reverse("admin:index")


def test_an_expired_link_says_so(client: Client, anna: User, workspace: Workspace) -> None:
    link = factories.make_link(template=factories.make_template(workspace=workspace))
    ContentLink.objects.filter(pk=link.pk).update(expires_at=now() - timedelta(days=1))

    assert "Expired" in client.get(reverse("admin:documents_contentlink_change", args=[link.pk])).text


def test_a_file_is_checked_again_once_its_fonts_are_there(
    client: Client, anna: User, workspace: Workspace, run_jobs: Callable[[], int]
) -> None:
    template = factories.make_template(workspace=workspace)

    client.post(reverse("admin:documents_template_again", args=[template.pk]))
    run_jobs()

    template.refresh_from_db()
    assert (template.current.number, template.current.file_name) == (2, "test.idml")


def test_nobody_has_a_file_of_another_workspace_checked_again(client: Client, anna: User) -> None:
    foreign = factories.make_template()

    assert client.post(reverse("admin:documents_template_again", args=[foreign.pk])).status_code == 404
    assert foreign.versions.count() == 1


def test_the_request_to_copy_works(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace, fields={"First Name": "String", "It's a date": "Date", "Price": "Number"})
    key = factories.make_key(workspace=workspace)

    sample = client.get(page_of(template)).context["sample_request"].replace("YOUR-KEY", key)

    words = shlex.split(sample)
    assert (words[0], words[1]) == ("curl", "http://testserver/v1/content")
    headers = dict(words[at + 1].split(": ", 1) for at, word in enumerate(words) if word == "-H")
    answer = client.post(
        "/v1/content",
        words[words.index("-d") + 1],
        content_type=headers.pop("Content-Type"),
        headers=headers,
    )
    assert answer.json()["RequestId"]
