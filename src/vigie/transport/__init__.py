"""The network: which addresses may be asked, and how politely; it knows bytes and addresses, nothing of sources."""
