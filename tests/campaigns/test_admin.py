"""The staff's door to campaigns, submissions and the first page."""

import pytest
from django.test import Client
from django.urls import reverse

from campaigns import actions
from campaigns.models import Campaign, FormField
from documents.models import ContentRequest, TemplateVersion, User, Workspace
from tests import factories
from tests.campaigns.factories import make_campaign, make_submission, send

pytestmark = pytest.mark.django_db


def page_of(campaign: Campaign) -> str:
    return reverse("admin:campaigns_campaign_change", args=[campaign.pk])


def as_sent(page: object, **changes: object) -> dict[str, object]:
    """What the browser would send for a campaign's page, with changes."""
    form = page.context["adminform"].form
    data: dict[str, object] = {}
    for each in [form, *[row for formset in page.context["inline_admin_formsets"] for row in formset.formset.forms]]:
        for bound in each:
            widget, value = bound.field.widget, bound.value()
            if hasattr(widget, "widgets"):
                for number, part in enumerate(widget.decompress(value) if value else ["", ""]):
                    data[f"{bound.html_name}_{number}"] = part or ""
            elif value not in (None, False):
                data[bound.html_name] = value
    for formset in page.context["inline_admin_formsets"]:
        data |= {f"{formset.formset.prefix}-{name}": value for name, value in formset.formset.management_form.initial.items()}
    return data | changes


@pytest.mark.parametrize("model", ["campaign", "submission"])
def test_an_empty_list_says_what_it_is_for(client: Client, anna: User, model: str) -> None:
    page = client.get(reverse(f"admin:campaigns_{model}_changelist"))

    assert page.status_code == 200
    assert "staff-empty" in page.text


def test_without_a_template_the_first_step_is_one(client: Client, anna: User) -> None:
    page = client.get(reverse("admin:campaigns_campaign_add")).text

    assert reverse("admin:documents_template_add") in page


def test_a_campaign_is_made_from_a_template_with_a_question_for_each_field(client: Client, anna: User, workspace: Workspace) -> None:
    template = factories.make_template(workspace=workspace, fields={"First Name": "String", "Machine": "String"})
    address = reverse("admin:campaigns_campaign_add")
    assert client.get(f"{address}?template={template.pk}").context["form"]["template"].value() == str(template.pk)

    answer = client.post(address, {"template": template.pk, "name": "Spring fair"})

    campaign = Campaign.objects.get()
    assert answer.headers["Location"] == f"{page_of(campaign)}#form_fields"
    assert [field.label for field in campaign.form_fields.all()] == ["First name", "Machine"]
    assert not campaign.published_at


def test_nobody_makes_a_campaign_of_another_workspaces_template(client: Client, anna: User) -> None:
    foreign = factories.make_template()

    page = client.post(reverse("admin:campaigns_campaign_add"), {"template": foreign.pk, "name": "Spring fair"})

    assert page.status_code == 200
    assert not Campaign.objects.exists()


def test_its_page_shows_where_it_stands_and_how_to_share_it(client: Client, anna: User, campaign: Campaign) -> None:
    page = client.get(page_of(campaign)).text

    assert "Nobody sees it yet" in page
    assert "/c/spring-fair/?trial=" in page
    assert "http://testserver/c/spring-fair/" in page
    assert "&lt;personalia-form campaign=&quot;spring-fair&quot;&gt;" in page
    assert "&lt;iframe src=&quot;http://testserver/embed/c/spring-fair/&quot;" in page


def test_what_a_wordpress_site_needs_is_there(client: Client, anna: User, campaign: Campaign) -> None:
    page = client.get(page_of(campaign)).content.decode()

    assert "[personalia campaign=&quot;spring-fair&quot;]" in page
    assert "<code>http://testserver</code>" in page
    assert client.get(reverse("wordpress-plugin")).content[:2] == b"PK"
    assert reverse("wordpress-plugin") in page


def test_what_it_says_is_changed_in_place(client: Client, anna: User, campaign: Campaign) -> None:
    first = campaign.form_fields.first()
    page = client.get(page_of(campaign))
    changes = {"title": "A brochure of your own", "form_fields-0-label": "What is your name?", "form_fields-0-order": 5}

    answer = client.post(page_of(campaign), as_sent(page, **changes))

    assert answer.status_code == 302, answer.context["errors"]
    campaign.refresh_from_db()
    first.refresh_from_db()
    assert (campaign.title, first.label, first.order) == ("A brochure of your own", "What is your name?", 5)


def test_a_question_can_only_fill_in_a_field_of_its_template(client: Client, anna: User, campaign: Campaign, workspace: Workspace) -> None:
    foreign = factories.make_template(workspace=workspace, fields={"Salary": "String"}).fields.get()
    page = client.get(page_of(campaign))

    answer = client.post(page_of(campaign), as_sent(page, **{"form_fields-0-template_field": foreign.pk}))

    assert answer.status_code == 200
    assert not FormField.objects.filter(template_field=foreign).exists()


def test_a_campaign_does_not_close_before_it_opens(client: Client, anna: User, campaign: Campaign) -> None:
    page = client.get(page_of(campaign))
    times = {"opens_at_0": "2026-05-02", "opens_at_1": "10:00:00", "closes_at_0": "2026-05-01", "closes_at_1": "10:00:00"}

    answer = client.post(page_of(campaign), as_sent(page, **times))

    assert "would close before it opens" in answer.text


def test_publish_opens_the_page_and_withdraw_closes_it(client: Client, anna: User, campaign: Campaign) -> None:
    client.post(reverse("admin:campaigns_campaign_publish", args=[campaign.pk]))

    campaign.refresh_from_db()
    assert campaign.stage == "open"
    assert "Visitors can fill it in" in client.get(page_of(campaign)).text

    client.post(reverse("admin:campaigns_campaign_withdraw", args=[campaign.pk]))

    campaign.refresh_from_db()
    assert campaign.stage == "draft"


def test_a_published_campaign_is_not_changed_over_to_a_red_version(client: Client, anna: User, campaign: Campaign) -> None:
    red = factories.make_version(template=campaign.template, number=2, fields=("First Name", "Machine"))
    TemplateVersion.objects.filter(pk=red.pk).update(found=[{"level": "error", "code": "missing-link", "message": "A picture is gone."}])
    actions.publish(campaign=campaign)

    answer = client.post(page_of(campaign), as_sent(client.get(page_of(campaign)), version=str(red.pk)))

    assert "Version 2 has faults that its check marks red" in answer.text
    campaign.refresh_from_db()
    assert campaign.version is None


def test_a_question_suggests_as_many_characters_as_were_measured(client: Client, anna: User, campaign: Campaign) -> None:
    version = campaign.template.current
    found = [{"name": "First Name", "room": {"characters": 38}}, {"name": "Machine"}]
    TemplateVersion.objects.filter(pk=version.pk).update(found_fields=found)

    page = client.get(page_of(campaign)).text

    assert 'placeholder="38"' in page
    assert "Room for about 38 characters" in page


def test_publishing_says_what_is_missing(client: Client, anna: User, campaign: Campaign) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(title="")

    page = client.post(reverse("admin:campaigns_campaign_publish", args=[campaign.pk]), follow=True).text

    assert "Write a title" in page
    assert 'disabled aria-describedby="not-yet">Publish' in page
    assert "Not yet: one thing above must be put right first." in page
    assert not Campaign.objects.get().published_at


@pytest.mark.parametrize("name", ["publish", "withdraw"])
def test_nothing_is_published_by_a_link_or_from_another_workspace(client: Client, anna: User, name: str) -> None:
    foreign = make_campaign()
    address = reverse(f"admin:campaigns_campaign_{name}", args=[foreign.pk])

    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 404


def test_campaigns_and_submissions_of_another_workspace_are_not_there(client: Client, anna: User) -> None:
    submission = make_submission()
    foreign = submission.campaign

    for model in ("campaign", "submission"):
        assert foreign.name not in client.get(reverse(f"admin:campaigns_{model}_changelist")).text
    assert client.get(page_of(foreign)).status_code == 302
    assert client.get(reverse("admin:campaigns_submission_change", args=[submission.pk])).status_code == 302
    assert client.get(reverse("admin:campaigns_campaign_export", args=[foreign.pk])).status_code == 404


def test_deleting_a_campaign_deletes_what_was_sent(client: Client, anna: User, campaign: Campaign) -> None:
    send(campaign)
    address = reverse("admin:campaigns_campaign_delete", args=[campaign.pk])

    assert "1 submission(s)" in client.get(address).text
    client.post(address, {"post": "yes"})

    assert not Campaign.objects.exists()
    assert not ContentRequest.objects.exists()


def test_a_template_that_a_campaign_uses_is_not_deleted(client: Client, anna: User, campaign: Campaign) -> None:
    page = client.get(reverse("admin:documents_template_delete", args=[campaign.template.pk])).text

    assert "The campaign “Spring fair” is made with" in page


def test_staff_change_texts_a_line_each_and_hear_of_a_line_that_says_nothing(client: Client, anna: User, campaign: Campaign) -> None:
    def save(**changes: str) -> object:
        return client.post(page_of(campaign), as_sent(client.get(page_of(campaign)), **{"form_fields-0-order": 0, **changes}))

    kept = save(title="Spring", changed_texts="Download = Get it\n[fr]\nSpring = Printemps")
    refused = save(changed_texts="Downloads = Get it")

    campaign.refresh_from_db()
    assert kept.status_code == 302
    assert campaign.texts == {"": {"Download": "Get it"}, "fr": {"Spring": "Printemps"}}
    assert "Did you mean “Download”?" in refused.text
    assert "[fr]" in client.get(page_of(campaign)).text
