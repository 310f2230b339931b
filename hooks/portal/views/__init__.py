"""What a template or writer may see of the catalogue: frozen values, ready to show."""
