# 'make' alone lists what there is.

SWIFT ?= swift
PREFIX ?= /usr/local

# One set of flags for everything, so that the tests run the very 'nn' that was built, and nothing
# is built twice. Without cross-module optimization generics are not specialized between targets.
FLAGS = -c release -Xswiftc -enable-testing -Xswiftc -cross-module-optimization

# The installed 'nn' carries the Swift libraries in itself, hence a build of its own.
STATIC = -c release --static-swift-stdlib -Xswiftc -cross-module-optimization \
  --scratch-path .build-install

.DEFAULT_GOAL := help
.PHONY: help run test build bench fuzz soak sanitize docs charts format lint install clean packages \
  python-packages

help:
	@echo "make run      Build, and run a sample on real data (start here)"
	@echo "make test     Build, and run all tests"
	@echo "make build    Build .build/release/nn"
	@echo "make bench    Measure: epochs beside this machine's limit, start-up, and large data"
	@echo "make fuzz     Feed it with made-up texts: make fuzz STAGE=syntax SECONDS=60"
	@echo "make soak     Enter random statements at the prompt, and train all networks of the reference"
	@echo "              five times: make soak COUNT=100000"
	@echo "make sanitize Run the tests of the engine under the thread and the address sanitizer"
	@echo "make docs     Write the reference, and what scripts in the documentation print"
	@echo "make charts   Draw the pictures of Documentation/Pictures"
	@echo "make format   Bring the Swift files into their layout"
	@echo "make lint     Say where a Swift file is not in its layout"
	@echo "make install  Install nn with samples and completions: make install PREFIX=~/.local"
	@echo "make clean    Remove everything that was built"

packages:
	@.ci/system-packages

python-packages:
	@.ci/python-packages

run: build
	.build/release/nn run Samples/iris.nn

build: packages
	$(SWIFT) build $(FLAGS) --product nn

test: packages python-packages
	$(SWIFT) build $(FLAGS) --build-tests
	$(SWIFT) test $(FLAGS) --disable-xctest --skip-build

bench: packages
	for product in nn nn-bench nn-bench-command; do $(SWIFT) build $(FLAGS) --product $$product || exit; done
	Benchmarks/compare
	.build/release/nn-bench written
	.build/release/nn-bench-command Samples large $(or $(NN_MNIST),../shared/data/mnist)
	Benchmarks/accuracy

fuzz: packages
	Tests/Fuzzing/run $(or $(STAGE),all) $(or $(SECONDS),60)

# Sequences of statements in one session, 200 of which 'make test' runs too; networks on all tables of
# ../shared/data, with five seeds; a run that is killed fifty times.
soak: packages
	$(SWIFT) build $(FLAGS) --build-tests
	NN_SOAK=$(or $(COUNT),100000) $(SWIFT) test $(FLAGS) --disable-xctest --skip-build --filter 'SoakTests|ResumeTests'

# Each in a scratch folder of its own, since everything is built anew for it; optimized, for the slow
# twins of the operations take too long otherwise. Leaks are not looked for: Swift keeps pointers of cases
# with bits of its own in them, which that search does not follow. Little of what was freed is kept back, for
# a test watches how the memory of a long training grows.
sanitize: packages
	for sanitizer in $(or $(SANITIZER),thread address); do \
	  ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=4:thread_local_quarantine_size_kb=64 \
	  $(SWIFT) test $(FLAGS) --sanitize=$$sanitizer --scratch-path .build-$$sanitizer --disable-xctest \
	    --filter '^(KernelsTests|GraphsTests|EngineTests|TablesTests|NeuralNetworksTests)\.' || exit; \
	done

docs: packages
	$(SWIFT) build $(FLAGS) --build-tests
	UPDATE_GOLDEN=1 $(SWIFT) test $(FLAGS) --disable-xctest --skip-build --filter DocumentationTests

# Each script writes its picture beside itself.
charts: build
	for script in Documentation/Pictures/*.nn; do .build/release/nn run --quiet $$script || exit; done

format:
	$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests Benchmarks

lint:
	$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests Benchmarks

install: packages
	$(SWIFT) build $(STATIC) --product nn
	.ci/install .build-install/release/nn "$(PREFIX)"

clean:
	rm -rf .build .build-install .build-python
