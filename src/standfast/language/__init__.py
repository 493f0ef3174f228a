"""Call → evidence: the turn reader, the money reader, small cues, and who sits on which side."""
