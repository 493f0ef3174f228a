"""The turn reader: an encoder over the talk so far, one head a label, and the words each label rests on."""
