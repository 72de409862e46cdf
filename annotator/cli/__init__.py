"""The command line: one file a command, and one place that shows errors and gives exit codes."""
