# SPDX-License-Identifier: GPL-2.0-only
#
# The door.  Each target with its line of help, and nothing clever: what a
# target does stands in the script that it calls.  A check is a target, too, by
# what the head of its script says (tests/checks.sh).

# of a tree of your own, or a version: the newest base that isn't newer
BASE ?= $(if $(KERNEL)$(VERSION),$(shell kernel/engine/nearest.sh '$(or $(KERNEL),$(VERSION))' 2> /dev/null),6.12)
WORK = "$$(kernel/engine/work.sh '$(BASE)')"
ARCH ?= i386
SECONDS ?= 3600
# A variable of our command line, VERSION above all, is none of the kernel's make.
MAKEOVERRIDES =
# make -jN as in the kernel; the scripts start their own processes, and know the
# number as J.  Before the export, which defines what isn't.
J ?= $(patsubst -j%,%,$(filter -j%,$(MAKEFLAGS)))
export SEED WHAT DIR APPLY ARCHS POINTS BASE ARCH KERNEL VERSION CONTINUE BRANCH O V J AUTHOR_NAME AUTHOR_EMAIL PACKAGE SUITES DIRS

help:			## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 16
	@echo 'checks, each of which make NAME runs alone:'
	@tests/checks.sh help | expand -t 16
	@echo 'BASE=$(BASE) of' $$(ls kernel/bases)', ARCH=$(ARCH) of' $$(ls kernel/arch)
	@echo "make environment: the variables, as KERNEL=, VERSION=, J=, V=1"

series: tools-series	## make patches/BASE (of KERNEL: below build/) and verify it
	@kernel/engine/series.sh '$(BASE)'

why: tools-series	## how flags come to WHAT=FILE:FUNCTION:NAME, or why not
	@kernel/engine/why.sh "$$WHAT" '$(BASE)'

driver: tools-series	## what your own driver in DIR needs: a patch and a list; KERNEL=, APPLY=1
	@kernel/engine/driver.sh '$(BASE)'

fetch:			## the source of BASE, the newest or VERSION, from Debian's archive
	@AGAIN=1 kernel/engine/fetch.sh '$(BASE)'

apply: tools-series	## the series on a new branch (BRANCH) of the tree KERNEL
	@kernel/engine/apply.sh apply

unapply:		## remove the branch that apply has made
	@kernel/engine/apply.sh unapply

test: tools-test	## what can be checked of BASE in about half an hour
	@tests/run.sh test

test-all: tools-test-all	## the same, and all that takes longer, on all of kernel/arch
	@tests/run.sh test-all

sparse-every: tools-arch	## the check every, of DIRS="fs mm" only; without DIRS, all of it
	@sparse-checks/every.sh '$(ARCH)' '$(BASE)' $(DIRS)

boot: tools-arch	## boot the series' kernel for ARCH in QEMU, run the guest tests
	@tests/qemu.sh '$(ARCH)' $(WORK)/linux $(WORK)/boot-$(ARCH) $(TEST)

guest: boot		## the same with the guest tests of TEST only (TEST='mlock fork'; REPEAT=50 COMPACT=1 ONE_CPU=1: tests/qemu.sh)

soak: tools-arch	## an hour (SECONDS) each of droppable memory under pressure, and filled again under its readers, for ARCH
	@GUEST_ENV='DROPPABLE_SECONDS=$(SECONDS) $(if $(SEED),DROPPABLE_SEED=$(SEED))' \
		tests/qemu.sh '$(ARCH)' $(WORK)/linux $(WORK)/boot-$(ARCH) stress refill

needed: tools-arch	## take the hunks of TOPICS (droppable, fault-policy, sigbus) out one by one: which test sees it?
	@tests/checks/needed.sh '$(ARCH)' '$(BASE)'

bench: tools-bench	## what it costs: instructions and bytes, base and series; POINTS, ARCHS
	@tests/bench/bench.sh '$(BASE)' $(ARCHS)

demo: tools-bench	## a cache larger than memory, kept in six ways, told of what is lost; LOOKUPS, ARCHS
	@LOOKUPS='$(LOOKUPS)' tests/bench/demo.sh '$(BASE)' $(ARCHS)

bench-series: tools-series	## time to generate the series against the floor
	@tests/bench/bench-series.sh '$(BASE)'

archs:			## the architectures, and what each can do here
	@tests/archs.sh

environment:		## every variable that the scripts read, and for which targets
	@grep -v "^#" kernel/environment | expand -t 16,56

report:			## the table of the last make test or test-all; build/report/
	@tests/report.sh

tools-series:
	@kernel/engine/install-tools.sh series

tools-bench:
	@kernel/engine/install-tools.sh bench

tools-arch:
	@kernel/engine/install-tools.sh '$(ARCH)'

tools-test-all:
	@kernel/engine/install-tools.sh test-all

tools-test: install-tools

install-tools:		## install what is missing, for ARCH=, too, or print how to
	@kernel/engine/install-tools.sh test
	@$(if $(filter command%,$(origin ARCH)),kernel/engine/install-tools.sh '$(ARCH)',:)

clean:			## remove build/
	rm -rf build

# Any other target: the check of that name; NAME-test where the name is taken.
Makefile: ;
%:
	@tests/checks.sh run '$(patsubst %-test,%,$@)'

.PHONY: help series why fetch apply unapply test test-all sparse-every driver archs environment report boot guest soak needed bench demo bench-series \
	tools-series tools-bench tools-arch tools-test tools-test-all install-tools clean
.NOTPARALLEL:
