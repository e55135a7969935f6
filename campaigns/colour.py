"""Accent colours that stay readable: contrast as WCAG 2.2 defines it. Pure."""

from colorsys import hls_to_rgb, rgb_to_hls

Channels = tuple[float, float, float]
READABLE = 4.5  # WCAG 1.4.3, text of ordinary size
PAPER, NIGHT = "#ffffff", "#16191d"  # the backgrounds of static/campaigns/form.css, light and dark


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours written #rrggbb, 1 to 21."""
    lighter, darker = sorted((_luminance(_channels(one)), _luminance(_channels(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_on(background: str) -> str:
    """White or black, whichever reads better: one of them always has 4.58 : 1 or more."""
    return max(("#ffffff", "#000000"), key=lambda text: contrast(text, background))


def readable_on(background: str, colour: str) -> str:
    """The colour itself where it reads as text on the background; else the nearest lightness of it that does."""
    hue, lightness, saturation = rgb_to_hls(*_channels(colour))
    step = -0.02 if _luminance(_channels(background)) > 0.5 else 0.02
    while contrast(colour, background) < READABLE and 0 < lightness < 1:
        lightness = min(1.0, max(0.0, lightness + step))
        colour = _written(hls_to_rgb(hue, lightness, saturation))
    return colour if contrast(colour, background) >= READABLE else text_on(background)


def stylesheet(accent: str) -> str:
    """The custom properties that static/campaigns/form.css takes its colour from; for a page and for a shadow root."""
    on_paper, at_night = readable_on(PAPER, accent), readable_on(NIGHT, accent)
    always = f"--accent:{accent};--on-accent:{text_on(accent)};--accent-text:{on_paper}"
    in_both = f"--accent-text:light-dark({on_paper},{at_night})"
    return f":root,:host{{{always}}}\n@supports (color:light-dark(#000,#fff)){{:root,:host{{{in_both}}}}}\n"


def _channels(colour: str) -> Channels:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _written(channels: Channels) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _luminance(channels: Channels) -> float:
    red, green, blue = (channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
