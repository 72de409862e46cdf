"""The commands, one file each; `annotator.cli.root` lists them."""
