"""The embed's doors: the element's script, the form for it, the iframe page, oEmbed, and the HTML that goes into other people's pages."""

from campaigns.embed.snippets import element, iframe_snippet, snippet

__all__ = ["element", "iframe_snippet", "snippet"]
