"""The campaigns room's addresses for visitors and embeds."""

from django.urls import path

from campaigns import public, wordpress
from campaigns.embed import doors, oembed, scripts, snippets

OWN = "<slug:slug>/<uuid:pk>/<str:token>/"

urlpatterns = [
    path("c/<slug:slug>/", public.fill_in, name="campaign"),
    path("c/<slug:slug>/picture.jpg", public.picture, name="campaign-picture"),
    path("c/<slug:slug>/look.jpg", public.look, name="campaign-look"),
    path("c/<slug:slug>/fits", public.fits, name="campaign-fits"),
    path("c/<slug:slug>/started", public.started, name="campaign-started"),
    path("c/<slug:slug>/challenge", public.challenge, name="campaign-challenge"),
    path("c/<slug:slug>/accent.css", public.style, name="campaign-style"),
    path(f"c/{OWN}", public.submission, name="submission"),
    path(f"c/{OWN}state", public.state, name="submission-state"),
    path(f"c/{OWN}preview.jpg", public.preview, name="submission-preview"),
    path(f"c/{OWN}download/<int:position>", public.download, name="submission-download"),
    path("embed/v1.js", scripts.element, name="embed-script"),
    path("embed/v1-solver.js", scripts.solver, name="embed-solver"),
    path("embed/shortcode", snippets.shortcode, name="embed-shortcode"),
    path("embed/v1/<slug:slug>/", doors.fragment, name="embed-fragment"),
    path(f"embed/v1/{OWN}", doors.fragment_submission, name="embed-fragment-submission"),
    path("embed/card/<slug:slug>/", oembed.card, name="embed-card"),
    path("oembed", oembed.oembed, name="oembed"),
    path("embed/c/<slug:slug>/", doors.frame, name="embed-frame"),
    path(f"embed/c/{OWN}", doors.frame_submission, name="embed-frame-submission"),
    path("wordpress/personalia-forms.zip", wordpress.plugin, name="wordpress-plugin"),
]
