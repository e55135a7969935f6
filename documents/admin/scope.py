"""Who sees and may do what in the admin: any staff member of a workspace everything in it, and nothing of another."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin, TabularInline

from documents.models import User, Workspace

STEPS_FROM_WORKSPACE = {
    "workspace": "pk",
    "template": "workspace",
    "templateversion": "template__workspace",
    "templatefield": "template__workspace",
    "campaign": "workspace",
}


def staff(request: HttpRequest) -> User:
    """The person at the door; the admin has checked that there is one."""
    assert isinstance(request.user, User)
    return request.user


def workspaces(request: HttpRequest) -> models.QuerySet[Workspace]:
    """The workspaces this person works in."""
    found: models.QuerySet[Workspace] = Workspace.objects.visible_to(staff(request)).order_by("name")
    return found


class WorkspaceRules:
    """Permissions of everything that belongs to a workspace. The querysets do the hiding; nobody needs a permission row.

    addable, changeable, deletable   what staff may do; rows that programs and visitors make are only looked at
    """

    addable = changeable = deletable = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request: HttpRequest, _obj: object = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, _obj: object = None) -> bool:
        return self.addable and self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, _obj: object = None) -> bool:
        return self.changeable and self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, _obj: object = None) -> bool:
        return self.deletable and self.has_module_permission(request)


class WorkspaceAdmin(WorkspaceRules, ModelAdmin):  # type: ignore[misc]  # unfold is untyped
    """Rows of one's own workspaces, and choices among them.

    workspace_path   from the model to its workspace, as a filter writes it
    empty            what the list is for, and the first step, when there is nothing in it yet
    """

    workspace_path = "workspace"
    empty: Mapping[str, str] = {}
    list_fullwidth = False
    compressed_fields = True
    warn_unsaved_form = True
    list_filter_submit = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = super().get_queryset(request)
        return rows.filter(**{f"{self.workspace_path}__in": workspaces(request)})

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        step = STEPS_FROM_WORKSPACE.get(db_field.related_model._meta.model_name)
        if step:
            kwargs["queryset"] = db_field.related_model.objects.filter(**{f"{step}__in": workspaces(request)})
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        """One button saves; nobody makes a second campaign from the first one's page."""
        return super().changeform_view(request, object_id, form_url, {"show_save_and_add_another": False, **(extra_context or {})})

    def page(self, request: HttpRequest, name: str, /, **context: Any) -> TemplateResponse:
        """A page of ours in the admin's frame."""
        frame = {**self.admin_site.each_context(request), "opts": self.model._meta, **context}
        return TemplateResponse(request, name, frame)


class WorkspaceInline(WorkspaceRules, TabularInline):  # type: ignore[misc]  # unfold is untyped
    """Rows of a row that the admin has shown already."""
