"""What a reviewer does with what everybody says of an article."""
