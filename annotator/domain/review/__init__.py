"""What several people say of one sentence: votes, decisions, gold, talk, and who has to answer."""
