"""What is done to an article's text: cutting it into sentences and saying what each one is."""
