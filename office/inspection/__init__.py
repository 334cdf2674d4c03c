"""The office's own eye: anomalies by rule, and people who stand twice."""
