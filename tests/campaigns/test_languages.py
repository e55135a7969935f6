"""The languages that visitors are spoken to in, and the texts that staff change."""

import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from campaigns import languages, texts
from campaigns.models import Submission
from tests.campaigns.factories import answers, make_campaign

OTHERS = [language for language in settings.VISITOR_LANGUAGES if language != "en"]


def catalogue(language: str) -> Path:
    return Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_and_compiled(language):
    written = catalogue(language).read_text(encoding="utf-8")
    with catalogue(language).with_suffix(".mo").open("rb") as compiled:
        spoken = gettext.GNUTranslations(compiled)

    assert "fuzzy" not in written
    assert set(re.findall(r'^msgid "(.+)"$', written, re.MULTILINE)) >= {"Download", "Please choose …", "Get my document"}
    for one, many in re.findall(r'^msgid "(.+)"\n(?:msgid_plural "(.+)"\n)?', written, re.MULTILINE):
        said = spoken.ngettext(one, many, 2) if many else spoken.gettext(one)
        assert said != (many or one)
        assert set(texts.FILLED_IN.findall(said)) == set(texts.FILLED_IN.findall(many or one))


def test_no_text_in_the_templates_is_missing_from_the_catalogues():
    known = set(texts.ours())
    for path in [
        *Path(settings.BASE_DIR, "templates/campaigns").rglob("*.html"),
        *Path(settings.BASE_DIR, "templates/embed").rglob("*.html"),
    ]:
        for quote, text in re.findall(r"\{% translate (['\"])(.+?)\1", path.read_text()):
            assert text in known, (path.name, quote, text)
    for path in Path(settings.BASE_DIR, "campaigns").rglob("*.py"):
        for text in re.findall(r'(?<!\w)_\("([^"]+)"\)', path.read_text()):
            assert text in known, (path.name, text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "spoken"), [("de-AT", "de"), ("FR", "fr"), ("he", "he"), ("en", "en"), ("ja", "en"), ("", "en"), ("../x", "en")]
)
def test_the_form_follows_the_language_of_the_page_round_it(client, page, spoken):
    campaign = make_campaign()

    said = client.get(f"/embed/v1/{campaign.slug}/", {"lang": page}).json()

    assert said["language"] == spoken
    assert said["direction"] == ("rtl" if spoken == "he" else "ltr")


@pytest.mark.django_db
def test_the_campaigns_own_words_say_their_language_where_the_page_speaks_another(client):
    campaign = make_campaign(title="Spring", intro="Come in", texts={"fr": {"Spring": "Printemps"}})

    french = client.get(f"/embed/v1/{campaign.slug}/", {"lang": "fr"}).json()["html"]
    english = client.get(f"/embed/v1/{campaign.slug}/", {"lang": "en"}).json()["html"]

    assert '<h2 part="title">Printemps</h2>' in french
    assert '<div part="intro" class="intro" lang="en"><p>Come in</p></div>' in french
    assert '<bdi lang="en">First name</bdi>' in french
    assert '<button type="submit" part="button">Obtenir mon document</button>' in french
    assert "lang=" not in english


@pytest.mark.django_db
def test_a_campaign_may_keep_its_language_whatever_the_page_speaks(client):
    campaign = make_campaign(language="de", follows_page=False)

    assert client.get(f"/embed/v1/{campaign.slug}/", {"lang": "fr"}).json()["language"] == "de"


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["/c/", "/embed/c/", "/embed/v1/"])
def test_the_language_goes_the_whole_way(client, run_jobs, prefix):
    campaign = make_campaign()
    address = f"{prefix}{campaign.slug}/"

    refused = client.post(f"{address}?lang=fr", answers(campaign, First_Name="")).content.decode()
    client.post(f"{address}?lang=fr", answers(campaign, First_Name="Anna"))
    run_jobs()
    submission = Submission.objects.get()
    result = client.get(f"{prefix}{campaign.slug}/{submission.pk}/{submission.token}/").content.decode(
        "unicode_escape" if "v1" in prefix else "utf-8"
    )

    assert "Veuillez remplir" in refused
    assert submission.language == "fr"
    assert "Télécharger" in result
    assert 'name="lang" value="fr"' in refused.replace("\\", "")


@pytest.mark.django_db
def test_a_form_that_was_translated_has_german_first_words(client):
    html = client.get(make_campaign(language="de").get_absolute_url()).content.decode()

    assert "Mein Dokument holen" in html
    assert "Pflichtfeld" in html


@pytest.mark.django_db
def test_every_text_can_be_changed_for_a_campaign_in_any_language(client, run_jobs):
    campaign = make_campaign(fields={"First Name": "String"}, title="Your own brochure")
    campaign.texts = texts.read(
        "Please fill in “[label]”. = Who are you? ([label], 100 %)\n"
        "Your answers and your document are deleted after [days] days. = Gone in [days] days!\n"
        "[fr]\nYour own brochure = Votre brochure\nFirst Name = Prénom\nDownload = Je la veux",
        own=["Your own brochure", "First Name"],
    )
    campaign.save()
    page = campaign.get_absolute_url()

    english = client.post(page, answers(campaign, First_Name="")).content.decode()
    french = client.post(f"{page}?lang=fr", answers(campaign, First_Name="")).content.decode()

    assert "Who are you? (First name, 100 %)" in english
    assert "Gone in 30 days!" in english
    assert "Votre brochure" in french
    assert "Veuillez remplir" in french
    assert "Gone in" not in french


def test_what_staff_wrote_reads_back_as_they_wrote_it():
    written = (
        "Download = Get 100 % of it\n[fr]\nMy title\\nand more = Mon titre\\net plus\nIt stays here until [day]. = 50 % jusqu’au [day]"
    )

    assert texts.written(texts.read(written, own=["My title\nand more"])) == written


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("Download", "write what stands there now"),
        ("Downlaod = Get it", "Did you mean “Download”?"),
        ("Quite another thing = x", "no visitor reads"),
        ("It stays here until [day]. = Until [date]", "[date] is not filled in here; [day] is."),
    ],
)
def test_a_line_that_changes_nothing_is_refused_and_named(line, sentence):
    with pytest.raises(ValidationError, match="Line 2") as refused:
        texts.read(f"\n{line}", own=[])

    assert sentence in refused.value.messages[0]


@pytest.mark.django_db
def test_one_campaigns_texts_do_not_reach_the_next_visitor():
    campaign = make_campaign(texts={"": {"Download": "Mine"}})

    with translation.override("de"):
        with languages.speaking(campaign, "en"):
            inside = translation.gettext("Download")
        after = translation.gettext("Download")

    assert (inside, after) == ("Mine", "Herunterladen")


@pytest.mark.django_db
@pytest.mark.parametrize(("page", "spoken"), [("pt-BR", "pt-br"), ("pt", "en"), ("it-CH", "it")])
def test_a_language_that_staff_have_written_is_spoken_too(client, page, spoken):
    campaign = make_campaign(texts={"pt-br": {"Download": "Baixar"}, "it": {"Download": "Scarica"}})

    assert client.get(f"/embed/v1/{campaign.slug}/", {"lang": page}).json()["language"] == spoken
