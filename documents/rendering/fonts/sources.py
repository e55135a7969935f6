"""Where fonts come from: the package, the workspace's library, the system, then a documented substitution."""

import msgspec


class FontSources(msgspec.Struct, frozen=True, kw_only=True):
    """Font files that a template may use besides its package's own.

    library   files of the workspace's font library, by file name
    system    whether fonts installed on this machine count
    fallbacks (family, style), in the order in which they are asked for a glyph that a font lacks; without a style, of the family
              what is nearest to the text's; one that is nowhere is passed over
    """

    library: dict[str, bytes] = {}
    system: bool = True
    fallbacks: tuple[tuple[str, str], ...] = ()
