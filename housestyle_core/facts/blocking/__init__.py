"""What blocks the event loop: the data, and what decides on one call.

Left out, for they do not block: constructors of clients and sessions, which connect when first
used; what only computes on paths (`os.path.normpath`, `Path.absolute`); what only queues or
buffers (`redis.Pipeline.set`, `Session.add`); buffers in memory.
"""
