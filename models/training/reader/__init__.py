"""Training of the second reader: MiniLM, taught to read a draft and its rewrite side by side."""
