"""The screens: what is drawn and which key does what; state and rules are in `flows`."""
