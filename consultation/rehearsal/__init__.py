"""A whole consultation, rehearsed: the real road with made-up people (`manage.py rehearse_consultation`)."""
