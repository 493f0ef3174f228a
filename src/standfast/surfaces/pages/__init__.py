"""A review as people read it: HTML, Markdown and the terminal."""
