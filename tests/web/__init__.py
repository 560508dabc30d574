"""Pages, as a browser and other programs see them."""
