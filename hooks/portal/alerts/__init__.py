"""Emergency notices as alerts of the Common Alerting Protocol (CAP 1.2), for players and other programs."""
