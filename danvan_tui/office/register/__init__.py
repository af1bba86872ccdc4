"""The register: what the office holds of all laptops, fed by operations only."""
