"""One module a page; each has `show(ui)` that draws it."""
