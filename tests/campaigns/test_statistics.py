import pytest

from campaigns import statistics, tasks
from campaigns.models import Campaign, DailyCount, Submission
from documents import actions as documents
from documents.models import ContentLink
from personalia_site.errors import RenderFailed
from tests.campaigns.factories import answers, make_campaign, make_submission, make_unfit_submission

pytestmark = pytest.mark.django_db
STEPS = ("views", "submissions", "rendered", "failed", "downloaded")


def counted(campaign: Campaign) -> dict[str, tuple[int, ...]]:
    return {row[0]: row[1:] for row in campaign.counts.values_list("source", *STEPS)}


def test_a_visitors_way_is_counted_under_the_source_it_began_with(client, run_jobs):
    campaign = make_campaign()

    client.get(campaign.get_absolute_url() + "?utm_source=News")
    sent = client.post(campaign.get_absolute_url() + "?utm_source=News", answers(campaign, First_Name="Anna"))
    run_jobs()
    for _ in range(2):
        client.get(sent["Location"])
        client.get(f"{sent['Location']}download/0")

    assert counted(campaign) == {"news": (1, 1, 1, 0, 1)}


def test_looking_ahead_and_heads_count_nothing(client, run_jobs):
    submission = make_submission()
    run_jobs()

    client.head(submission.campaign.get_absolute_url())
    client.get(submission.campaign.get_absolute_url(), headers={"sec-purpose": "prefetch;prerender"})
    client.head(f"{submission.get_absolute_url()}download/0")

    assert counted(submission.campaign) == {"": (0, 1, 0, 0, 0)}


def test_documents_that_nobody_waited_for_are_counted_by_the_workers(run_jobs):
    campaign = make_campaign()
    made = make_submission(campaign=campaign)
    run_jobs()
    failed = make_submission(campaign=campaign)
    documents.fail_request(request=failed.request, error=RenderFailed("No."))

    tasks.tidy()
    tasks.tidy()

    assert counted(campaign) == {"": (0, 2, 1, 1, 0)}
    assert Submission.objects.get(pk=made.pk).outcome == "rendered"


def test_a_link_that_was_opened_is_rendered_and_downloaded(client):
    submission = make_submission(campaign=make_campaign(delivery="on_demand"))
    client.get(submission.link.get_absolute_url()).close()

    tasks.tidy()
    tasks.tidy()

    assert counted(submission.campaign) == {"": (0, 1, 1, 0, 1)}


def open_and_tidy(client, submission) -> None:
    client.get(submission.link.get_absolute_url()).close()
    tasks.tidy()


def test_a_link_that_fails_and_then_succeeds_ends_as_rendered(client):
    campaign = make_campaign(delivery="on_demand", strict=True)
    submission = make_unfit_submission(campaign=campaign, First_Name="山田")

    open_and_tidy(client, submission)
    failed = counted(campaign), Submission.objects.get().outcome
    ContentLink.objects.update(values={"First Name": "Anna"})
    open_and_tidy(client, submission)
    tasks.tidy()

    assert failed == ({"": (0, 1, 0, 1, 0)}, "failed")
    assert (counted(campaign), Submission.objects.get().outcome) == ({"": (0, 1, 1, 0, 1)}, "rendered")


def test_what_is_taken_back_is_taken_from_where_it_was_counted():
    campaign = make_campaign()
    for source in ({"utm_source": "news"}, {}):
        statistics.count("failed", campaign=campaign, source=source)

    for _ in range(2):
        statistics.take_back("failed", campaign=campaign, source={"utm_source": "News"})

    assert counted(campaign) == {"news": (0, 0, 0, 0, 0), "": (0, 0, 0, 1, 0)}


def test_a_source_holds_no_sign_that_a_database_refuses():
    assert statistics.read_source({"utm_source": "\0", "utm_medium": "mail\0"}) == {"utm_medium": "mail"}


def test_sources_that_somebody_makes_up_do_not_fill_the_database(monkeypatch):
    campaign = make_campaign()
    monkeypatch.setattr(statistics, "SOURCES_A_DAY", 2)

    for number in range(5):
        statistics.count("views", campaign=campaign, source={"utm_source": f"made-up-{number}"})

    assert DailyCount.objects.count() == 3
    assert counted(campaign)["other"][0] == 3
