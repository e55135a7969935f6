"""What a webhook is on the wire, and when it is tried again. No Django.

addresses  where a webhook may go, as far as the text of an address tells
schedule   how long after which try
signing    Standard Webhooks: id, time and signatures in three headers
sending    one POST, and what came of it
"""
