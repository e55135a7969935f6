"""Who renders a request: this server (embedded), or a Personalia account on another one (remote)."""
