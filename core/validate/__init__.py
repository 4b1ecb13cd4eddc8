"""Says whether a rewrite is safe to send: draft and rewrite in, verdict out."""
