"""Reading: questions in a reader's words, answers as frozen values and streams of rows."""
