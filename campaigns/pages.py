"""What a visitor sees at each point of the way: the same for the page, the iframe and the element in a foreign page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.core.signing import BadSignature
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns import actions, fit, guard, languages, previews, statistics
from campaigns.forms import VisitorForm
from campaigns.models import Campaign, Submission
from campaigns.progress import files, kept_until, progress
from documents.models import TemplateVersion
from personalia_site.errors import Conflict, Invalid, TooMany, Upstream

Mode = Literal["page", "frame", "element"]
COVER_BOX_PX = 384, 576  # beside the form; above it on a telephone form.css makes it smaller
RESULT_BOX_PX = 480, 416
TRIAL_SALT = "campaign trial"
TRIAL_HOURS = 24


@dataclass(frozen=True)
class Page:
    """One point of the way. `step` names its template under campaigns/parts/ and tells scripts where they are."""

    step: str
    title: str
    status: int = 200
    context: dict[str, Any] = field(default_factory=dict)
    refresh_s: int | None = None


@dataclass(frozen=True)
class Picture:
    """The place that page one is given before it is there, so that nothing jumps when it comes. CSS pixels."""

    width: int
    height: int

    @property
    def wide(self) -> bool:
        return self.width > self.height

    @classmethod
    def within(cls, width: float, height: float, *, version: TemplateVersion) -> "Picture":
        """As large as the box lets a page of the version's be."""
        page_width, page_height = previews.page_size_pt(version)
        scale = min(width / page_width, height / page_height)
        return cls(max(1, round(page_width * scale)), max(1, round(page_height * scale)))


@dataclass(frozen=True)
class Addresses:
    """Where a page's links and forms go. The element stands in somebody else's page, so its addresses are whole ones."""

    mode: Mode
    campaign: Campaign
    trial: str = ""  # the ticket of staff who try a draft: its picture asks for it too
    spoken: str = ""

    @property
    def language(self) -> str:
        """Of the visit: the page's round it, or the campaign's."""
        return self.spoken or self.campaign.language

    @property
    def form(self) -> str:
        name = {"page": "campaign", "frame": "embed-frame", "element": "embed-fragment"}[self.mode]
        return self._address(name)

    @property
    def picture(self) -> str:
        ticket = f"?{urlencode({'trial': self.trial})}" if self.trial and self.campaign.stage == "draft" else ""
        return self._address("campaign-picture") + ticket

    @property
    def shared_picture(self) -> str:
        """The picture for those who show a link with a card: they want whole addresses."""
        return f"{settings.BASE_URL}{reverse('campaign-picture', args=[self.campaign.slug])}"

    @property
    def look(self) -> str:
        return self._address("campaign-look")

    @property
    def started(self) -> str:
        return self._address("campaign-started")

    @property
    def fits(self) -> str:
        """Where the script asks whether what is typed fits; "" where nobody can say. Nothing of the visitor is in it."""
        if not fit.is_checked(self.campaign):
            return ""
        query = {"lang": self.language if self.language != self.campaign.language else "", "trial": self.trial}
        said = urlencode({name: value for name, value in query.items() if value})
        return self._address("campaign-fits") + (f"?{said}" if said else "")

    @property
    def challenge(self) -> str:
        return self._address("campaign-challenge")

    @property
    def solver(self) -> str:
        path = reverse("embed-solver")
        return f"{settings.BASE_URL}{path}" if self.mode == "element" else path

    @property
    def oembed(self) -> str:
        """Where editors ask what to show for the form's address."""
        query = urlencode({"url": f"{settings.BASE_URL}{self.campaign.get_absolute_url()}", "format": "json"})
        return f"{settings.BASE_URL}{reverse('oembed')}?{query}"

    @property
    def style(self) -> str:
        return self._address("campaign-style")

    def submission(self, submission: Submission) -> str:
        name = {"page": "submission", "frame": "embed-frame-submission", "element": "embed-fragment-submission"}[self.mode]
        return self._address(name, submission.pk, submission.token)

    def state(self, submission: Submission) -> str:
        return self._address("submission-state", submission.pk, submission.token)

    def preview(self, submission: Submission) -> str:
        return self._address("submission-preview", submission.pk, submission.token)

    def download(self, submission: Submission, position: int) -> str:
        return self._address("submission-download", submission.pk, submission.token, position)

    def _address(self, name: str, *further: object) -> str:
        path = reverse(name, args=[self.campaign.slug, *further])
        return f"{settings.BASE_URL}{path}" if self.mode == "element" else path


def open_form(campaign: Campaign, query: Mapping[str, str], *, addresses: Addresses) -> Page:
    """The form as it is before anything was typed, or why there is none."""
    if campaign.stage not in {"open", "draft"}:
        return _not_open(campaign)
    return _form(VisitorForm(campaign, prefill=query), statistics.read_source(query), addresses=addresses)


def receive(
    campaign: Campaign, data: Mapping[str, str], uploads: Any, *, source: Mapping[str, str], addresses: Addresses
) -> Page | Submission:
    """What the visitor sent, kept; or the form again with its mistakes."""
    if campaign.stage not in {"open", "draft"}:
        return _not_open(campaign)
    form = VisitorForm(campaign, data, uploads)
    well_filled = form.is_valid()
    if sentence := guard.objection(campaign, data):
        form.refuse(sentence)
    if not well_filled or sentence:
        return _form(form, source, addresses=addresses)
    if not guard.is_proved(campaign, data):
        form.refuse(_("Your browser has not shown that it is one. Please switch JavaScript on, and send it once more."))
        return _form(form, source, addresses=addresses)
    form.values = fit.settled(campaign, form.values, unasked=form.unasked)
    for name, sentence in fit.mistakes(campaign, form.values, asked=form.asked).items():
        form.refuse(sentence, field=name)
    if form.errors:
        return _form(form, source, addresses=addresses)
    try:
        return actions.submit(campaign=campaign, values=form.values, consent=form.consent, source=source)
    except (Conflict, Invalid, TooMany, Upstream):
        form.refuse(_("This document cannot be made right now. Please try again a little later; your answers are still here."))
        return _form(form, source, addresses=addresses)


def too_big(campaign: Campaign, source: Mapping[str, str], *, addresses: Addresses) -> Page:
    """More was sent than is read: the form anew, with a word why."""
    page = _form(VisitorForm(campaign), source, addresses=addresses)
    said = {"notice": _("That was too much to send at once. Please choose a smaller picture.")}
    return Page(page.step, page.title, status=413, context=page.context | said)


def too_often(campaign: Campaign, data: Mapping[str, str], source: Mapping[str, str], *, addresses: Addresses) -> Page:
    """More tries from one place than people make: the form as it was, unread."""
    page = _form(VisitorForm(campaign, data, {}), source, addresses=addresses)
    said = {"notice": _("There have been very many answers from your connection. Please wait ten minutes, and send it once more.")}
    return Page(page.step, page.title, status=429, context=page.context | said)


def follow(submission: Submission, *, addresses: Addresses) -> Page:
    """Waiting, the result, or what to do when it failed."""
    campaign = submission.campaign
    actions.count_outcome(submission=submission)
    now = progress(submission)
    context: dict[str, Any] = {"submission": submission, "progress": now, "kept_until": kept_until(submission)}
    context["state_url"] = addresses.state(submission)
    if now.state == "waiting":
        return Page("waiting", _("Making your document"), context=context, refresh_s=5 if now.slow else 2)
    if now.state == "gone":
        return Page("gone", _("This document is no longer here"), status=410, context=context)
    if now.state == "failed":
        return _failed(submission, context, addresses=addresses)
    if submission.link is not None:
        link_url = submission.link.public_url
        return Page("link", languages.own(campaign.result_title), context=context | {"link_url": link_url})
    context["picture"] = Picture.within(*RESULT_BOX_PX, version=submission.request.version) if submission.request else None
    context["preview_url"] = addresses.preview(submission)
    downloads = [{"file": file, "url": addresses.download(submission, file.position)} for file in files(submission)]
    return Page("result", languages.own(campaign.result_title), context=context | {"downloads": downloads})


def unknown() -> Page:
    with languages.speaking(None, settings.LANGUAGE_CODE):  # not the visitor's: it is the same for all
        return Page("unknown", _("There is nothing at this address"), status=404)


def render_part(page: Page, *, campaign: Campaign | None, addresses: Addresses | None) -> str:
    """The page's own part as HTML, in the campaign's language: what stands inside the page, the iframe or the element."""
    return _render(f"campaigns/parts/{page.step}.html", page, campaign, addresses)


def render_page(page: Page, *, campaign: Campaign | None, addresses: Addresses | None) -> str:
    """A whole HTML document."""
    return _render("campaigns/page.html", page, campaign, addresses)


def trial_address(campaign: Campaign) -> str:
    """The form's address for staff who try it before it is published; good for a day, without a login."""
    return f"{reverse('campaign', args=[campaign.slug])}?trial={signing.dumps(str(campaign.pk), salt=TRIAL_SALT)}"


def is_trial(campaign: Campaign, query: Mapping[str, str]) -> bool:
    try:
        return bool(signing.loads(query.get("trial", ""), salt=TRIAL_SALT, max_age=TRIAL_HOURS * 3600) == str(campaign.pk))
    except BadSignature:
        return False


def _render(template: str, page: Page, campaign: Campaign | None, addresses: Addresses | None) -> str:
    """No request in the context: nothing of one visitor gets into what all are sent."""
    language = addresses.language if addresses else settings.LANGUAGE_CODE
    with languages.speaking(campaign, language):
        context = {
            "page": page,
            "part": f"campaigns/parts/{page.step}.html",
            "campaign": campaign,
            "addresses": addresses,
            "language": language,
            "direction": languages.direction(language),
            "heading": "h1" if addresses is None or addresses.mode == "page" else "h2",
            "version": campaign.serving_version if campaign else None,
        }
        return render_to_string(template, context | page.context)


def _form(form: VisitorForm, source: Mapping[str, str], *, addresses: Addresses) -> Page:
    version = form.campaign.serving_version
    picture = Picture.within(*COVER_BOX_PX, version=version) if version else None
    asked = {"form": form, "source": source, "action": addresses.form, "picture": picture, **_guarded(form.campaign)}
    return Page("form", languages.own(form.campaign.title), context=asked)


def _guarded(campaign: Campaign) -> dict[str, Any]:
    """What every form carries against machines."""
    return {"ticket": guard.ticket(campaign), "trap": guard.TRAP, "least_ms": round(guard.LEAST_S * 1000)}


def _not_open(campaign: Campaign) -> Page:
    if campaign.stage == "scheduled":
        return Page("scheduled", languages.own(campaign.title))
    return Page("closed", languages.own(campaign.title), status=410)


def _failed(submission: Submission, context: dict[str, Any], *, addresses: Addresses) -> Page:
    """The form again with everything that was typed, and the reason beside its question where it has one."""
    campaign, request = submission.campaign, submission.request
    if campaign.stage != "open" or request is None:
        reason = request.error_reason if request and statistics.TRIAL in submission.source else ""
        return Page("failed", _("Your document could not be made"), context=context | {"reason": reason})
    form = VisitorForm.again(submission)
    sentence = _reason(request.error_id, request.error_parameters)
    form.is_valid()
    if sentence:
        form.refuse(sentence, field=request.error_parameters.get("FieldName", ""))
    again = {"form": form, "source": submission.source, "action": addresses.form, **_guarded(campaign)}
    return Page("failed", _("Your document could not be made"), context=context | again)


def _reason(error_id: int | None, parameters: Mapping[str, str]) -> str:
    """What a visitor can do about it, where it is about what they wrote; else nothing."""
    if error_id == 1008 and parameters.get("Character") and parameters.get("FieldName"):
        return fit.say_sign(parameters["Character"])
    if error_id == 1009 and parameters.get("FieldName"):
        return fit.say_too_long()
    return ""
