"""Keeping a tracker: proving that it is whole, backing it up, bringing a backup back."""
