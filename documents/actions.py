"""Everything the documents room does that is more than one row's change. Keyword-only, atomic."""
