"""Accounts and their templates: entered, registered, refreshed; in the admin and in campaigns."""

import pytest
from django.test import Client
from django.urls import reverse

from campaigns import actions as campaigns
from campaigns.models import Submission
from documents import actions
from documents.models import ContentLink, RemoteAccount, Template
from personalia_site.errors import Conflict, Invalid, NotAllowed
from tests import factories
from tests.campaigns.factories import answers, make_campaign
from tests.documents.providers import account as accounts

pytestmark = pytest.mark.django_db

REFUSED = {"Reason": "The API key is invalid: it is unknown or was revoked.", "ErrorId": 102}


@pytest.fixture
def staff(template):
    """A member of the template's workspace, at the admin's door."""
    client = Client()
    client.force_login(factories.make_user(workspace=template.workspace))
    return client


def info(remote, **fields):
    remote.will("info", {"TemplateId": "t-1", "Fields": [{"Name": name.replace("_", " "), "Type": kind} for name, kind in fields.items()]})


def account_form(remote, **changes):
    return {"name": "Branch", "base_url": remote.url, "key": "pk_new", **changes}


def test_an_account_is_tried_before_it_is_saved(remote):
    remote.will("test", REFUSED, status=401)
    with pytest.raises(NotAllowed, match="unknown or was revoked"):
        accounts.make_account(remote)

    assert not RemoteAccount.objects.exists()


def test_its_key_is_kept_encrypted(remote):
    account = accounts.make_account(remote)

    assert "pk_remote" not in RemoteAccount.objects.values_list("sealed_key", flat=True).get()
    assert account.key == "pk_remote"
    assert remote.headers[0]["Authorization"] == "ApiKey pk_remote"


def test_a_key_that_was_kept_with_other_secrets_asks_to_be_entered_again(remote, settings):
    account = accounts.make_account(remote)
    settings.SEALING_KEY = "00" * 32

    with pytest.raises(Conflict, match="Enter it again"):
        _ = account.key


def test_a_kept_key_is_not_sent_to_another_address(remote):
    account = accounts.make_account(remote)
    with pytest.raises(Invalid, match="enter the key too"):
        actions.save_account(workspace=account.workspace, name="x", base_url="https://thief.example", key="", account=account)

    assert len(remote.asked) == 1


def test_a_template_is_registered_with_the_fields_it_has_there(remote):
    fields = [
        {"Name": "First Name", "Type": "String"}, {"Name": "Price", "Type": "Number"}, {"Name": "Until", "Type": "Date"},
        {"Name": "New", "Type": "Boolean"}, {"Name": "Photo", "Type": "String", "Kind": "Image"}, {"Name": "Odd", "Type": "Unknown"},
    ]  # fmt: skip
    remote.will("info", {"TemplateId": "t-1", "Name": "Coupon", "Fields": fields})
    template = actions.register_remote(account=accounts.make_account(remote), remote_id="t-1")

    kinds = dict(template.fields.values_list("name", "kind"))
    assert kinds == {"First Name": "String", "Price": "Number", "Until": "Date", "New": "Boolean", "Photo": "Image", "Odd": "String"}
    assert (template.name, template.current.kind, template.current.state) == ("Coupon", "remote", "ready")


def test_it_is_registered_once(remote, template):
    with pytest.raises(Conflict, match="registered already"):
        actions.register_remote(account=template.remote_account, remote_id="t-1")


def test_what_is_not_there_is_not_registered(remote):
    remote.will("info", {"Reason": "TemplateId is invalid.", "ErrorId": 103}, status=400)
    with pytest.raises(Invalid, match="TemplateId is invalid"):
        actions.register_remote(account=accounts.make_account(remote), remote_id="t-1")

    assert not Template.objects.exists()


@pytest.mark.parametrize("names", [["A", "A"], ["x" * 201], [f"F{number}" for number in range(1001)]])
def test_fields_that_cannot_be_are_refused(remote, names):
    remote.will("info", {"TemplateId": "t-1", "Fields": [{"Name": name, "Type": "String"} for name in names]})
    with pytest.raises(Invalid):
        actions.register_remote(account=accounts.make_account(remote), remote_id="t-1")

    assert not Template.objects.exists()


def test_a_refresh_without_a_change_makes_no_version(template):
    assert actions.refresh_remote(template=template) == []
    assert template.versions.count() == 1


def test_a_refresh_tells_what_vanished_and_keeps_what_staff_said(remote, template):
    template.fields.update(label="Your first name")
    info(remote, Last_Name="String")
    gone = actions.refresh_remote(template=template)
    info(remote, First_Name="String", Last_Name="String")
    back = actions.refresh_remote(template=template)

    assert ([field.name for field in gone], back) == (["First Name"], [])
    assert template.fields.get(name="First Name").label == "Your first name"
    assert [version.number for version in template.versions.all()] == [3, 2, 1]


def test_its_design_cannot_be_replaced_here(template):
    with pytest.raises(Conflict, match="replaced there"):
        actions.replace_version(template=template, upload=factories.png())


def test_a_campaign_hands_out_what_the_account_made(remote, template, client, step, fetch):
    campaign = make_campaign(template=template)
    remote.completes(a=b"%PDF-1.7 theirs")
    sent = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))
    step()
    step()

    page = fetch(sent["Location"])
    assert "Download" in page.text
    assert fetch(Submission.objects.get().request.files.get().get_absolute_url()).body == b"%PDF-1.7 theirs"


def test_a_campaign_by_link_passes_theirs_on_where_staff_chose_it(remote, template, client, fetch):
    Template.objects.update(remote_links="theirs")
    template.refresh_from_db()
    campaign = make_campaign(template=template, delivery="on_demand")
    sent = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))

    assert "https://theirs.example/d?token=1" in fetch(sent["Location"]).text


def test_a_visitor_whose_link_the_account_does_not_give_keeps_the_answers(remote, template, client):
    Template.objects.update(remote_links="theirs")
    template.refresh_from_db()
    campaign = make_campaign(template=template, delivery="on_demand")
    remote.will("url", {}, status=503)

    page = client.post(campaign.get_absolute_url(), answers(campaign, First_Name="Anna"))

    assert "try again a little later" in page.text
    assert 'value="Anna"' in page.text
    assert not ContentLink.objects.exists()


def test_a_campaigns_pictures_do_without_a_design(template, client):
    campaign = make_campaign(template=template)

    assert client.get(reverse("campaign-picture", args=[campaign.slug])).status_code == 404
    assert client.get(campaign.get_absolute_url()).status_code == 200


def test_a_template_is_tried_out_like_any_other(remote, staff, template, step):
    remote.completes(a=b"%PDF-1.7 theirs")
    sent = staff.post(reverse("admin:documents_template_try", args=[template.pk]), {"field-1": "Anna", "output": "PDF Display"})
    assert "Making the document" in staff.get(sent["Location"]).text
    step()
    step()

    assert "Download" in staff.get(sent["Location"]).text


def test_the_api_passes_their_link_on(remote, template, client):
    Template.objects.update(remote_links="theirs")
    key = factories.make_key(workspace=template.workspace)
    body = {"TemplateId": str(template.pk), "Fields": {"First Name": "Anna"}}
    headers = {"authorization": f"ApiKey {key}"}

    given = client.post("/v1/content/url", body, content_type="application/json", headers=headers)
    remote.will("url", {"Reason": "The API key is invalid.", "ErrorId": 102}, status=401)
    refused = client.post("/v1/content/url", body, content_type="application/json", headers=headers)

    assert given.json() == {"Url": "https://theirs.example/d?token=1"}
    assert (refused.status_code, refused.json()["ErrorId"], refused.json()["Reason"]) == (502, 102, "The API key is invalid.")


def test_staff_add_an_account(remote, staff, template):
    page = staff.post(reverse("admin:documents_remoteaccount_add"), account_form(remote), follow=True)

    account = RemoteAccount.objects.get(name="Branch")
    assert "takes the key" in page.text
    assert account.key not in page.text
    assert account.workspace == template.workspace


def test_staff_read_why_an_account_does_not_take_the_key(remote, staff):
    remote.will("test", REFUSED, status=401)
    page = staff.post(reverse("admin:documents_remoteaccount_add"), account_form(remote))

    assert REFUSED["Reason"] in page.text
    assert "pk_new" not in page.text


def test_staff_read_that_an_address_is_private(remote, staff, settings):
    settings.OUTGOING_ALLOWED_NETWORKS = []
    page = staff.post(reverse("admin:documents_remoteaccount_add"), account_form(remote))

    assert "leads to an address that is not public" in page.text


def test_staff_change_an_account_without_entering_its_key(remote, staff, template):
    address = reverse("admin:documents_remoteaccount_change", args=[template.remote_account.pk])
    assert "pk_remote" not in staff.get(address).text
    staff.post(address, account_form(remote, key=""))

    template.remote_account.refresh_from_db()
    assert (template.remote_account.name, template.remote_account.key) == ("Branch", "pk_remote")


def test_staff_register_a_template(remote, staff, template):
    address = reverse("admin:documents_remoteaccount_register", args=[template.remote_account.pk])
    again = staff.post(address, {"remote_id": "t-1"})
    template.delete()
    page = staff.post(address, {"remote_id": "t-1", "name": "Theirs"}, follow=True)

    assert "registered already" in again.text
    assert "template <code>t-1</code> of" in page.text
    assert "Replace the file" not in page.text
    assert "remote_links" in page.text


def test_staff_choose_from_the_accounts_list_where_there_is_one(remote, staff, template):
    address = reverse("admin:documents_remoteaccount_change", args=[template.remote_account.pk])
    assert remote.count("list") == 0

    listed = staff.get(address, {"list": "1"})
    remote.will("list", {"TemplateId": "t-1"}, status=404)
    unlisted = staff.get(address, {"list": "1"})

    assert '<input type="hidden" name="remote_id" value="t-2">' in listed.text
    assert "does not list its templates" in unlisted.text


def test_staff_choose_whose_links_are_handed_out(staff, template):
    address = reverse("admin:documents_template_change", args=[template.pk])
    fields = {"fields-TOTAL_FORMS": "1", "fields-INITIAL_FORMS": "1", "fields-0-id": template.fields.get().pk, "fields-0-kind": "String"}
    staff.post(address, {"name": "Coupon", "remote_links": "theirs", "fields-0-template": template.pk, **fields})

    template.refresh_from_db()
    assert template.remote_links == "theirs"


def test_a_refresh_marks_the_campaigns_it_breaks(remote, staff, template):
    broken = make_campaign(template=template, name="Spring")
    info(remote, Last_Name="String")
    page = staff.post(reverse("admin:documents_remoteaccount_refresh", args=[template.pk]), follow=True)

    assert "No longer there: “Your first name”" in page.text or "No longer there: “First Name”" in page.text
    assert "asks for what is gone" in staff.get(reverse("admin:campaigns_campaign_changelist")).text
    assert any("not in the template any longer" in problem.message for problem in campaigns.publish_checklist(broken))


def test_an_account_whose_templates_are_in_use_stays(staff, template):
    address = reverse("admin:documents_remoteaccount_delete", args=[template.remote_account.pk])
    page = staff.post(address, {"post": "yes"})

    assert "is rendered by" in page.text
    assert RemoteAccount.objects.exists()


def test_nothing_of_another_workspaces_account_is_seen_or_done(remote, template):
    stranger = Client()
    stranger.force_login(factories.make_user(workspace=factories.make_workspace()))
    account = template.remote_account
    asked = len(remote.asked)

    assert account.name not in stranger.get(reverse("admin:documents_remoteaccount_changelist")).text
    assert stranger.get(reverse("admin:documents_remoteaccount_change", args=[account.pk])).status_code == 404
    assert stranger.post(reverse("admin:documents_remoteaccount_change", args=[account.pk]), account_form(remote)).status_code == 404
    assert stranger.post(reverse("admin:documents_remoteaccount_register", args=[account.pk]), {"remote_id": "t-2"}).status_code == 404
    assert stranger.post(reverse("admin:documents_remoteaccount_refresh", args=[template.pk])).status_code == 404
    assert len(remote.asked) == asked
