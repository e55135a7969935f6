import pytest

from campaigns.actions import export_submissions
from tests.campaigns.factories import make_campaign, make_submission

pytestmark = pytest.mark.django_db


def test_rows_hold_answers_consent_and_state(run_jobs):
    campaign = make_campaign(fields={"First Name": "String", "Hours": "Number"}, consent_text="Yes")
    make_submission(campaign=campaign, First_Name="Zoë", Hours="-5", consent="on", utm_source="news")
    run_jobs()

    heading, row = export_submissions(campaign)

    assert heading == ["Submitted at", "First Name", "Hours", "Consent", "Consent text", "State", "Downloaded at", "Source"]
    assert row[1:] == ["Zoë", "-5", "yes", "Yes", "completed", "", "utm_source=news"]


@pytest.mark.parametrize("typed", ["=1+1", "+A1", "-A1", "@SUM(A1)", "=cmd|' /C calc'!A0", "--5", "\uff1d1+1"])
def test_no_cell_is_a_formula(typed):
    campaign = make_campaign()
    make_submission(campaign=campaign, First_Name=typed)

    _heading, row = export_submissions(campaign)

    assert row[1] == f"'{typed}"


def test_answers_of_fields_that_are_gone_are_still_there():
    campaign = make_campaign(fields={"First Name": "String", "City": "String"})
    make_submission(campaign=campaign, First_Name="Anna", City="Rome")
    campaign.template.fields.filter(name="City").delete()

    heading, row = export_submissions(campaign)

    assert dict(zip(heading, row, strict=True))["City"] == "Rome"
