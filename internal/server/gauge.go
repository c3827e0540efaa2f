package server

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Gauge has /metrics tell what read finds at that moment, by the label's values; an empty label has one value, under the empty text.
// What cannot be read is left out, and logged.
func (s *Server) Gauge(name, help, label string, read func(context.Context) (map[string]int64, error)) {
	var labels []string
	if label != "" {
		labels = []string{label}
	}
	s.Metrics.Registry.MustRegister(&gauge{prometheus.NewDesc(name, help, labels, nil), len(labels), read, s.options.Log})
}

type gauge struct {
	description *prometheus.Desc
	labels      int
	read        func(context.Context) (map[string]int64, error)
	log         *slog.Logger
}

// Describe tells the gauge's name.
func (g *gauge) Describe(to chan<- *prometheus.Desc) { to <- g.description }

// Collect reads it.
func (g *gauge) Collect(to chan<- prometheus.Metric) {
	const patience = 5 * time.Second
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	values, err := g.read(ctx)
	if err != nil {
		g.log.WarnContext(ctx, "a metric cannot be read", "metric", g.description.String(), "error", err)
		return
	}
	for value, n := range values {
		to <- prometheus.MustNewConstMetric(g.description, prometheus.GaugeValue, float64(n), []string{value}[:g.labels]...)
	}
}
