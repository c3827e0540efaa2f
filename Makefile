# Everything that is done with this repository. `make` is what must be green before a commit.

SHELL := /bin/sh
GO := go
TOOL := $(GO) tool -modfile=tools/go.mod
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
FUZZTIME ?= 60s
CHECKS ?= 200000
COUNT ?= 5

.PHONY: all help format fmt vet lint floors test bench fuzz dist vuln clean

all: format vet lint floors test ## (default) format, vet, lint, floors, test

help: ## say what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

format: ## fail if a Go file is not formatted
	@$(TOOL) golangci-lint fmt --diff

fmt: ## format every Go file
	@$(TOOL) golangci-lint fmt

vet: ## go vet
	@$(GO) vet ./...

lint: ## golangci-lint, its version pinned in tools/go.mod
	@$(TOOL) golangci-lint run --show-stats=false ./...

floors: ## hold that no package imports upward
	@$(GO) test -run '^TestNothingImportsUpward$$' . >/dev/null || $(GO) test -run '^TestNothingImportsUpward$$' .

test: ## every test; installs what they need where it may and says what it had to skip
	@scripts/test

bench: ## every benchmark COUNT times: machine, medians, ratios, allocations (BENCH=regexp PKG=./audit)
	@COUNT=$(COUNT) scripts/bench

fuzz: ## the generated tests with CHECKS cases each, processes killed 200 times, then every fuzz target for FUZZTIME
	@CHECKS=$(CHECKS) FUZZTIME=$(FUZZTIME) scripts/fuzz

dist: ## static binaries for five platforms with SHA256SUMS, in dist/
	@VERSION=$(VERSION) scripts/dist

vuln: ## govulncheck; VULNDB=file:///… where a database is at hand
	@$(TOOL) govulncheck $(if $(VULNDB),-db $(VULNDB)) ./...

clean: ## remove what the other targets built
	@rm -rf dist bin waymark
