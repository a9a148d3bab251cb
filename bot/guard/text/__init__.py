"""What is written and how: characters, sentences, words, formulas. Nothing about answers."""
