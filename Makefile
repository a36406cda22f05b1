# SPDX-License-Identifier: MIT
# Each goal does all of its set-up on a fresh Debian 12 machine; CMake does the work (see
# CMakePresets.json). Works from any folder: make -C DIR, make -f DIR/Makefile.

ROOT := $(dir $(abspath $(lastword $(MAKEFILE_LIST))))
TOOLS := $(ROOT)tools
MODEL ?= bases/jinshan.yaml

.DEFAULT_GOAL := help
.PHONY: help run test test-slow bench docs check-all format tidy install clean

help:
	@sed -n 's/^#@ //p' $(ROOT)Makefile

#@ make run         builds gemba and runs the flagship; MODEL=file.yaml ARGS="--json" for others
run:
	@$(TOOLS)/setup run
	@$(TOOLS)/run $(MODEL) $(ARGS)

#@ make test        all tests but the slow ones: sanitizers, release, fuzzing, threads
test:
	@$(TOOLS)/setup test
	@$(TOOLS)/stages test

#@ make test-slow   the slow tests (release build)
test-slow:
	@$(TOOLS)/setup test
	@$(TOOLS)/stages release-build slow-tests

#@ make bench       speed, beside SimPy and PyBaMM in the same run; keeps a CSV in bench/results
bench:
	@$(TOOLS)/setup bench
	@$(ROOT)bench/run

#@ make docs        writes the parts of docs/ that come out of the program
docs:
	@$(TOOLS)/setup docs
	@$(TOOLS)/docs

#@ make check-all   the wide matrix: both compilers, valgrind, cppcheck, long fuzzing, slow tests
check-all:
	@$(TOOLS)/setup all
	@$(TOOLS)/stages all

#@ make format      lays out the code by .clang-format
format:
	@$(TOOLS)/setup test
	@$(TOOLS)/format --write

#@ make tidy        clang-tidy on what changed since it was last clean
tidy:
	@$(TOOLS)/setup test
	@$(TOOLS)/stages tidy

#@ make install     installs program, library and headers; PREFIX=/usr/local
install: PREFIX ?= /usr/local
install:
	@$(TOOLS)/setup run
	@$(TOOLS)/stages library
	@cmake --install $(or $(GM_BUILD),$(ROOT)build)/release --prefix $(PREFIX)

#@ make clean       removes build/
clean:
	@cmake -E rm -rf $(ROOT)build
