"""One module a page; each has `show(ui)` that draws it.

The folder is not called `pages`: beside the main script Streamlit would take such a folder for its own pages.
"""
