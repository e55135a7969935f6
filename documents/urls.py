"""The documents room's public addresses: result files and on-demand links."""

from django.urls import URLPattern, path

from documents import public

urlpatterns: list[URLPattern] = [
    path("files/<uuid:key>/<str:token>/<str:name>", public.result_file, name="result-file"),
    path("inputs/<uuid:key>/<str:token>", public.input_image, name="input-image"),
    path("d/", public.on_demand, name="on-demand"),
]
