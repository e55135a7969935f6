"""The order in which a workspace's fonts are asked for a glyph that a design's own font lacks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from documents import actions
from documents.admin.scope import WorkspaceAdmin, workspaces
from documents.models import Workspace
from documents.rendering.fonts import FontLibrary, FontSources, fallbacks
from documents.rendering.fonts.scripts import scripts_of
from documents.rendering.fonts.system import system_families
from documents.rendering.text.tracing import fonts_of

TRIED_MAX = 100  # characters of a name


@dataclass(frozen=True)
class Row:
    """A family in the order; `scripts` is None where it is neither in the library nor on the server."""

    family: str
    scripts: Sequence[str] | None
    focus: str = ""  # the button that moved it here, for those who go on by keyboard


@dataclass(frozen=True)
class Trial:
    """A name that somebody tries: its pieces with the family of each, "" where none has it."""

    font: str
    name: str = ""
    pieces: Sequence[tuple[str, str]] = ()


class FallbackOrder(WorkspaceAdmin):
    """A page of plain buttons: each sends the whole list, and only "Save" keeps it."""

    def order(self, request: HttpRequest) -> HttpResponse:
        """The list, changed by the button that was pressed."""
        mine = workspaces(request)
        asked = request.POST.get("workspace") or request.GET.get("workspace", "")
        workspace = (asked.isdecimal() and mine.filter(pk=asked).first()) or mine.first()
        if workspace is None:
            return redirect("admin:documents_fontfile_changelist")
        if request.method != "POST":
            return self._shown(request, workspace, _kept(workspace))
        families = list(dict.fromkeys(request.POST.getlist("family")))
        wish, _, place = request.POST.get("do", "").partition(":")
        if wish in {"save", "usual"}:
            count = actions.order_fallbacks(workspace=workspace, families=families if wish == "save" else None)
            again = f" {count} template version{'s are' if count != 1 else ' is'} prepared again with it." if count else ""
            messages.success(request, f"The order is kept.{again}")
            return redirect(f"{reverse('admin:documents_fontfile_fallbacks')}?workspace={workspace.pk}")
        if wish == "try":
            return self._shown(request, workspace, families, trial=_trial(request, workspace, families))
        added = request.POST.get("added", "")
        if wish == "add" and added in _known(workspace):
            families = [*dict.fromkeys([*families, added])]
        moved = _moved(families, wish, int(place)) if place.isdecimal() and int(place) < len(families) else ""
        return self._shown(request, workspace, families, moved=moved, wish=wish)

    def _shown(
        self,
        request: HttpRequest,
        workspace: Workspace,
        families: list[str],
        *,
        moved: str = "",
        wish: str = "",
        trial: Trial | None = None,
    ) -> TemplateResponse:
        scripts = scripts_of(families, actions.library_files(workspace))
        known = sorted(_known(workspace), key=str.casefold)
        return self.page(
            request,
            "admin/documents/fontfile/fallbacks.html",
            title="Fallback fonts",
            rows=[Row(family, scripts[family], wish if family == moved else "") for family in families],
            others=[family for family in known if family not in families],
            known=known,
            trial=trial or Trial(font=_usual_font(workspace, known)),
            workspace=workspace,
            workspaces=workspaces(request),
            usual=workspace.fallback_fonts is None,
            changed=families != _kept(workspace),
        )


def _known(workspace: Workspace) -> set[str]:
    """Families that there are files of: in the workspace's library, and on the server."""
    return {*system_families(), *workspace.fonts.values_list("family", flat=True)}


def _kept(workspace: Workspace) -> list[str]:
    """The order that is saved; of the usual one, what there is here."""
    known = _known(workspace)
    return [family for family in workspace.fallback_order if workspace.fallback_fonts or family in known]


def _usual_font(workspace: Workspace, known: Sequence[str]) -> str:
    """What a name is tried in at first: a font that the workspace's designs have."""
    own = workspace.fonts.values_list("family", flat=True).first()
    return own or ("Liberation Sans" if "Liberation Sans" in known else "")


def _trial(request: HttpRequest, workspace: Workspace, families: list[str]) -> Trial:
    """The name as this order would set it, saved or not."""
    name, font = request.POST.get("name", "")[:TRIED_MAX], request.POST.get("font", "")
    library = FontLibrary(actions.library_files(workspace), FontSources(fallbacks=fallbacks.order(families)))
    return Trial(font, name, fonts_of(name, family=font, style="Regular", fonts=library) if name else ())


def _moved(families: list[str], wish: str, place: int) -> str:
    """Do what a row's button says; gives the family that the next press is likely to be about."""
    family = families.pop(place)
    if wish == "up":
        families.insert(max(0, place - 1), family)
    elif wish == "down":
        families.insert(place + 1, family)
    elif wish == "out":
        return families[min(place, len(families) - 1)] if families else ""
    else:
        families.insert(place, family)
    return family
