# SPDX-License-Identifier: GPL-2.0-only
#
# The door.  Each target with its line of help, and nothing clever: what a
# target does stands in the script that it calls.

# of a tree of your own, or a version: the base that is nearest to it
BASE ?= $(if $(KERNEL)$(VERSION),$(shell kernel/nearest.sh '$(or $(KERNEL),$(VERSION))' 2> /dev/null),6.12)
WORK = "$$(kernel/work.sh '$(BASE)')"
ARCH ?= i386
SECONDS ?= 3600
# A variable of our command line, VERSION above all, is none of the kernel's make.
MAKEOVERRIDES =
# make -jN as in the kernel; the scripts start their own processes, and know the
# number as J.  Before the export, which defines what isn't.
J ?= $(patsubst -j%,%,$(filter -j%,$(MAKEFLAGS)))
export SEED DIR APPLY ARCHS POINTS BASE KERNEL VERSION CONTINUE BRANCH O V J AUTHOR_NAME AUTHOR_EMAIL PACKAGE SUITES

help:			## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 16
	@echo 'BASE=$(BASE) of' $$(ls kernel/bases)', ARCH=$(ARCH) of' $$(ls kernel/arch)
	@echo 'VERSION=6.12.95  a version of BASE that the archive has (fetch, series, boot, sparse ...)'
	@echo 'KERNEL=DIR  a tree of your own (series); CONTINUE=1  go on with what you mended of it; O=DIR  for objects (sparse, objects); FORMAT=tsv (series, sparse, archs, report)'
	@echo 'V=1  show commands; J=N  processes; ARCHS="NAME..."  only these (test, test-all, bench)'

series: tools-series	## make patches/BASE (of KERNEL: below build/) and verify it
	@kernel/series.sh '$(BASE)'

why: tools-series	## how flags come to WHAT=FILE:FUNCTION:NAME, or why not
	@kernel/why.sh '$(WHAT)' '$(BASE)'

driver: tools-series	## what your own driver in DIR needs: a patch and a list; KERNEL=, APPLY=1
	@kernel/driver.sh '$(BASE)'

fetch:			## the source of BASE, the newest or VERSION, from Debian's archive
	@AGAIN=1 kernel/fetch.sh '$(BASE)'

apply: tools-series	## the series on a new branch (BRANCH) of the tree KERNEL
	@kernel/apply.sh apply

unapply:		## back from there
	@kernel/apply.sh unapply

test: tools-test	## what is checked of BASE while a person waits
	@tests/run.sh test

test-all: tools-test-all	## the same, and all that takes longer, on all of kernel/arch
	@tests/run.sh test-all

cocci-test: tools-series	## what each semantic patch must change, and leave
	@tests/cocci.sh

words: tools-series	## what a vma flag is, and that all who ask agree on it
	@tests/words.sh

coccicheck: tools-test	## the semantic patches under the kernel's make coccicheck
	@tests/coccicheck.sh '$(BASE)'

made-up: tools-test	## a tree nobody has seen; then without each semantic patch
	@tests/made-up.sh '$(BASE)'
	@tests/made-up.sh '$(BASE)' without each

vma: tools-test		## tools/testing/vma says of the series what it says of the base
	@tests/vma.sh '$(BASE)'

bad-input: tools-series	## what the tools say to trees they can't use
	@tests/bad-input.sh

by-hand: tools-series	## hand-written commits on trees that have moved, and going on from there
	@tests/by-hand.sh

flow: tools-series	## what stops a run that is on a wrong way
	@tests/flow.sh

carriers: tools-series	## the page of what carries flags: every way, every place, well-formed
	@tests/carriers.sh

comments: tools-series	## what comments and Documentation/ say of types: mended or listed
	@tests/comments.sh

make-test: tools-series	## what make passes on, and what it says on a terminal, in a log, in its table
	@tests/make.sh

install-test: tools-series	## what is missing is named where there is no apt
	@tests/install.sh

killed: tools-series	## what a run leaves that was killed, or had a full disk (SEED)
	@tests/killed.sh $(KILLS)

driver-test: tools-series	## what make driver makes of a driver outside of the tree
	@tests/driver.sh

driver-build: tools-test	## that driver on the base and on the converted kernel, i386
	@tests/proofs/driver.sh '$(BASE)'

recall: tools-test	## what upstream made a vm_flags_t by 7.3, against what is retyped here
	@tests/recall.sh '$(BASE)'

sublevels: tools-test	## the oldest and the newest of BASE in the archive: nothing is left open
	@tests/sublevels.sh '$(BASE)'

checkpatch: tools-series	## checkpatch --strict over patches/BASE
	@tests/proofs/checkpatch.sh '$(BASE)'

objects: tools-arch	## no new gcc warning in what the series touches, for ARCH
	@tests/proofs/objects.sh '$(ARCH)' '$(BASE)'

sparse: tools-arch	## what sparse says of the series and not of the base, for ARCH
	@sparse-checks/sparse.sh '$(ARCH)' '$(BASE)'

sparse-every: tools-arch	## the same for every other file there is (DIRS="fs mm"): hours; goes on where it was
	@sparse-checks/every.sh '$(ARCH)' '$(BASE)' $(DIRS)

audit: tools-series	## what no compiler and no sparse run sees, in every file
	@sparse-checks/audit.sh '$(BASE)'

mutate: tools-test-all	## put single faults back, and say which check sees each
	@sparse-checks/mutate.sh '$(BASE)'

fixtures: tools-test	## what sparse must say of flags that are lost, and must not
	@sparse-checks/fixtures.sh '$(BASE)'

bisect: tools-test	## every commit builds, on i386 and x86_64; up to the flip as below
	@tests/proofs/bisect.sh i386 '$(BASE)'
	@tests/proofs/bisect.sh x86_64 '$(BASE)'

identical: tools-arch	## no commit up to the flip changes code but where its log says so
	@tests/proofs/bisect.sh '$(ARCH)' '$(BASE)' identical

ends: tools-arch	## the first and last commit of each part builds, for ARCH
	@tests/proofs/bisect.sh '$(ARCH)' '$(BASE)' ends

assembly: tools-arch	## what assembly reads of a vma's flags (ARCH=arm, armeb)
	@tests/proofs/assembly.sh '$(ARCH)' '$(BASE)'

boot: tools-arch	## boot the series' kernel for ARCH in QEMU, run the guest tests
	@tests/qemu.sh '$(ARCH)' $(WORK)/linux $(WORK)/boot-$(ARCH) $(TEST)

guest: boot		## the same with the guest tests of TEST only (TEST='mlock fork'; REPEAT=50 COMPACT=1 ONE_CPU=1: tests/qemu.sh)

soak: tools-arch	## an hour (SECONDS) of droppable memory under pressure, for ARCH
	@GUEST_ENV='DROPPABLE_SECONDS=$(SECONDS) $(if $(SEED),DROPPABLE_SEED=$(SEED))' \
		tests/qemu.sh '$(ARCH)' $(WORK)/linux $(WORK)/boot-$(ARCH) stress

needed: tools-arch	## take the hunks of droppable and sigbus out one by one: which test sees it?
	@tests/proofs/needed.sh '$(ARCH)' '$(BASE)'

bench: tools-bench	## what it costs: instructions and bytes, base and series; POINTS, ARCHS
	@tests/bench/bench.sh '$(BASE)' $(ARCHS)

demo: tools-bench	## a cache larger than memory, kept in six ways, told of what is lost; LOOKUPS, ARCHS
	@LOOKUPS='$(or $(LOOKUPS),4000)' tests/bench/demo.sh '$(BASE)' $(ARCHS)

bench-series: tools-series	## time to generate the series against the floor
	@tests/proofs/bench-series.sh '$(BASE)'

archs:			## the architectures, and what each can do here
	@tests/archs.sh

report:			## the table of the last make test or test-all; build/report/
	@tests/report.sh

tools-series:
	@tests/install-tools.sh series

tools-bench:
	@tests/install-tools.sh bench

tools-arch:
	@tests/install-tools.sh '$(ARCH)'

tools-test-all:
	@tests/install-tools.sh test-all

tools-test: install-tools

install-tools:		## install what is missing, or print how to
	@tests/install-tools.sh test

clean:			## remove build/
	rm -rf build

.PHONY: help series why fetch apply unapply test test-all cocci-test words coccicheck made-up vma bad-input by-hand flow carriers comments killed make-test install-test recall sublevels checkpatch objects sparse sparse-every driver driver-test driver-build \
	audit mutate fixtures bisect identical ends assembly archs report boot guest soak needed bench demo bench-series tools-series tools-bench tools-arch tools-test \
	tools-test-all install-tools clean
.NOTPARALLEL:
