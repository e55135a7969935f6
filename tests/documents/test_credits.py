"""Credits: charged once, given back once, and never more than there are."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django_q.models import OrmQ

from documents import actions
from documents.actions import credits
from documents.models import ContentLink, ContentRequest, CreditEntry, CreditMonth, Notice, Workspace
from documents.models.credits import this_month
from documents.rendering.output import Output
from personalia_site.errors import Invalid, TextOverflow
from tests import factories

pytestmark = pytest.mark.django_db


class Refusing(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, _letters: object) -> int:
        raise ConnectionRefusedError


def ledger() -> list[tuple[str, int]]:
    return list(CreditEntry.objects.order_by("pk").values_list("kind", "amount"))


def used() -> int:
    return CreditMonth.objects.get().used


def assert_it_adds_up() -> None:
    for month in CreditMonth.objects.all():
        assert month.balance == (month.allowance or 0) - month.used


@pytest.fixture
def workspace() -> Workspace:
    made = factories.make_workspace()
    credits.set_allowance(workspace=made, monthly=10)
    return made


@pytest.fixture
def template(workspace):
    return factories.make_template(workspace=workspace)


def test_a_request_costs_a_credit_with_the_request(template):
    factories.make_request(template=template)

    assert ledger() == [("allowance", 10), ("charge", -1)]
    assert CreditMonth.objects.get().left == 9
    assert_it_adds_up()


def test_a_finished_request_costs_no_more(template, run_jobs):
    factories.make_request(template=template)
    run_jobs()

    assert ContentRequest.objects.get().state == "completed"
    assert used() == 1


def test_a_failed_request_gives_its_credit_back_once(template):
    request = factories.make_request(template=template)

    actions.fail_request(request=request, error=TextOverflow("Too long."))
    actions.fail_request(request=request, error=TextOverflow("Too long."))
    credits.give_back(subject=request.pk)

    assert ledger() == [("allowance", 10), ("charge", -1), ("refund", 1)]
    assert used() == 0
    assert_it_adds_up()


def test_a_request_that_is_deleted_while_it_waits_gives_its_credit_back(template, run_jobs):
    actions.delete_request(request=factories.make_request(template=template))
    assert used() == 0

    made = factories.make_request(template=template)
    run_jobs()
    actions.delete_request(request=ContentRequest.objects.get(pk=made.pk))
    assert used() == 1


def test_without_a_credit_nothing_is_made_and_117_says_so(template, workspace):
    credits.set_allowance(workspace=workspace, monthly=1)
    factories.make_request(template=template)

    with pytest.raises(Invalid) as refused:
        factories.make_request(template=template)

    assert (refused.value.error_id, refused.value.code, refused.value.status) == (117, "out_of_credits", 400)
    assert ContentRequest.objects.count() == 1
    assert_it_adds_up()


def test_no_allowance_is_no_limit_and_is_counted_all_the_same(run_jobs):
    factories.make_request()

    month = CreditMonth.objects.get()
    assert (month.allowance, month.left, month.used, month.reached) == (None, None, 1, 0)
    assert_it_adds_up()


def test_an_allowance_of_none_at_all_refuses_the_first(template, workspace):
    CreditMonth.objects.all().delete()
    Workspace.objects.update(monthly_credits=0)

    with pytest.raises(Invalid, match="its number a month is 0"):
        factories.make_request(template=template)


def test_what_staff_try_out_costs_nothing(template, run_jobs):
    factories.make_request(template=template, purpose="trial")
    link = factories.make_link(template=template, trial=True)
    actions.open_link(link=link)

    assert ContentLink.objects.get().request.state == "completed"
    assert used() == 0


def test_a_link_costs_a_credit_when_it_was_rendered_first_and_never_again(template, client, fetch):
    link = factories.make_link(template=template)
    client.head(link.get_absolute_url())
    fetch(link.get_absolute_url(), **{"Sec-Purpose": "prefetch"})
    assert used() == 0

    first = fetch(link.get_absolute_url())
    second = fetch(link.get_absolute_url())

    assert first.body == second.body
    assert ledger()[1:] == [("charge", -1)]


def test_a_link_that_fails_costs_nothing_until_it_succeeds(template, fetch):
    link = factories.make_link(template=template, values={"First Name": "\U000130b8"})
    assert fetch(link.get_absolute_url()).status_code == 422
    assert used() == 0

    ContentLink.objects.update(values={"First Name": "Anna"})
    assert fetch(link.get_absolute_url()).status_code == 200
    assert used() == 1
    assert_it_adds_up()


def test_a_link_without_a_credit_is_kind_and_opens_when_there_is_one(template, workspace, fetch):
    link = factories.make_link(template=template)
    credits.set_allowance(workspace=workspace, monthly=0)

    refused = fetch(link.get_absolute_url())

    assert refused.status_code == 503
    assert "has been told" in refused.body.decode()
    assert not ContentRequest.objects.exists()
    credits.set_allowance(workspace=workspace, monthly=1)
    assert fetch(link.get_absolute_url()).status_code == 200


def test_a_link_whose_credit_goes_while_it_is_rendered_keeps_nothing(template, workspace, stored):
    request = actions.request_content(version=template.current, values={"First Name": "Anna"}, output=Output(), purpose="link")
    credits.set_allowance(workspace=workspace, monthly=0)
    before = stored()

    actions.render(request=request)

    request.refresh_from_db()
    assert (request.state, request.error_id) == ("failed", 117)
    assert stored() == before
    assert_it_adds_up()


def test_a_new_month_begins_with_the_whole_allowance(template):
    factories.make_request(template=template)
    CreditMonth.objects.update(month=date(2020, 1, 1))

    factories.make_request(template=template)

    months = list(CreditMonth.objects.order_by("month").values_list("month", "allowance", "used"))
    assert months == [(date(2020, 1, 1), 10, 1), (this_month(), 10, 1)]
    assert_it_adds_up()


def test_a_refund_goes_to_the_month_that_paid(template):
    request = factories.make_request(template=template)
    CreditMonth.objects.update(month=date(2020, 1, 1))
    factories.make_request(template=template)

    actions.fail_request(request=request, error=TextOverflow("Too long."))

    assert dict(CreditMonth.objects.values_list("month", "used")) == {date(2020, 1, 1): 0, this_month(): 1}
    assert_it_adds_up()


@pytest.mark.parametrize(("monthly", "left"), [(20, 19), (5, 4), (0, 0), (None, None)])
def test_an_allowance_that_changes_is_a_line_of_the_ledger(template, workspace, monthly, left):
    factories.make_request(template=template)

    credits.set_allowance(workspace=workspace, monthly=monthly)

    assert CreditMonth.objects.get().left == left
    assert_it_adds_up()


def test_staff_are_told_at_80_percent_and_at_the_end_each_once(template, workspace, run_jobs, settings, caplog):
    settings.EMAIL_HOST = "mail.example.com"
    factories.make_user(workspace=workspace, username="ida")
    factories.make_user(workspace=workspace, username="gone", is_active=False)
    subjects = []

    for _ in range(10):
        factories.make_request(template=template)
        run_jobs()
        subjects.append([letter.subject for letter in mail.outbox])

    assert [len(each) for each in subjects] == [0] * 7 + [1, 1, 2]
    assert subjects[-1] == [f"{workspace}: 8 of 10 documents of this month are used", f"{workspace}: no documents left this month"]
    assert mail.outbox[0].to == ["ida@example.com"]
    assert f"credits of workspace {workspace.pk}: 8 of 10 used" in caplog.text


def test_a_mail_whose_sender_died_goes_out_later_and_once(template, workspace, settings):
    settings.EMAIL_HOST = "mail.example.com"
    factories.make_user(workspace=workspace, username="ida")
    credits.set_allowance(workspace=workspace, monthly=1)
    factories.make_request(template=template)
    at_work = now() + timedelta(minutes=2)
    Notice.objects.update(claimed_until=at_work, created_at=now() - timedelta(minutes=3))  # then it was killed
    OrmQ.objects.all().delete()

    actions.notices.send_unsent()
    assert mail.outbox == []

    Notice.objects.update(claimed_until=now())
    actions.notices.send_unsent()
    actions.notices.send_unsent()
    assert [letter.to for letter in mail.outbox] == [["ida@example.com"]]
    assert Notice.objects.get().sent_at is not None


def test_a_mail_that_the_server_refuses_is_tried_again_for_three_days(template, workspace, run_jobs, settings):
    settings.EMAIL_HOST, settings.EMAIL_BACKEND = "mail.example.com", f"{__name__}.Refusing"
    factories.make_user(workspace=workspace)
    credits.set_allowance(workspace=workspace, monthly=1)
    factories.make_request(template=template)
    with pytest.raises(OSError):
        run_jobs()
    Notice.objects.update(created_at=now() - timedelta(minutes=3))

    actions.notices.send_unsent()
    assert Notice.objects.unsent().count() == 1

    Notice.objects.update(created_at=now() - timedelta(days=3))
    assert not Notice.objects.unsent().exists()


def test_an_allowance_of_nothing_is_no_warning_and_no_document(template, workspace, settings):
    settings.EMAIL_HOST = "mail.example.com"
    factories.make_user(workspace=workspace)
    credits.set_allowance(workspace=workspace, monthly=0)

    with pytest.raises(Invalid) as refused:
        factories.make_request(template=template)

    assert (refused.value.error_id, "its number a month is 0" in refused.value.reason) == (117, True)
    assert not Notice.objects.exists()


def test_without_a_mail_server_nobody_is_written_to(template, workspace, run_jobs):
    factories.make_user(workspace=workspace)
    credits.set_allowance(workspace=workspace, monthly=1)

    factories.make_request(template=template)
    run_jobs()

    assert mail.outbox == []
    assert CreditMonth.objects.get().level == 100


def test_a_ledger_goes_by_whole_months(template):
    factories.make_request(template=template)
    CreditMonth.objects.update(month=date(2020, 1, 1))

    actions.delete_old()

    assert not CreditEntry.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "charge", "amount": -2, "subject": uuid4()},
        {"kind": "charge", "amount": -1},
        {"kind": "refund", "amount": -1, "subject": uuid4()},
        {"kind": "allowance", "amount": 5, "subject": uuid4()},
    ],
)
def test_a_line_that_does_not_add_up_is_refused(workspace, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        CreditEntry.objects.create(month=CreditMonth.objects.get(), **wrong)


def test_a_request_is_charged_once_at_most(template):
    request = factories.make_request(template=template)

    with pytest.raises(IntegrityError), transaction.atomic():
        credits.charge(workspace=template.workspace_id, subject=request.pk)

    assert used() == 1
