"""Running text of two revisions: cut into tokens, compared word by word, woven into one."""
