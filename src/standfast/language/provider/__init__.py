"""A turn reader behind an OpenAI-compatible address: off until a file names one, and never needed.

Talk goes out as data, answers come in as strangers' words: nothing of them is believed before it is checked against the
codebook and the turn it speaks of. This is the only place from which talk can leave the machine.
"""
