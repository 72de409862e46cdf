"""What goes in and out: articles, datasets, reports; over streams, without opening files."""
