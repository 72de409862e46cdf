"""Where documents are kept: one protocol, one contract of tests, several stores."""
