"""Packets: what a draft proposes and holds, what a snapshot may show, how it is shared and read."""
