# Two commands matter: `make serve` shows the portal, `make test` proves it. `make help` lists the rest.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORTAAL := $(BIN)/portaal
FORMS := build/beheer/klaar
# A site that says where its files stand (extra: beheer: in mkdocs.yml) is published with its forms.
FORMS_IF_ASKED := $(if $(shell grep -sE '^  beheer:' mkdocs.yml),$(FORMS))
MAP ?= ../shared/data/duo

.DEFAULT_GOAL := help
.PHONY: help serve beheer build coulant check verschil publiceer adressen test test-beheer test-nederland bench bewijs clean lock lint docs beeld handleiding-beeld zoekrapport import-duo

help: ## toon deze lijst
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk 'BEGIN {FS = ":.*## "} {printf "  make %-18s %s\n", $$1, $$2}'

serve: $(VENV)/portaal ## toon het portaal op http://127.0.0.1:8000 en ververs het bij elke wijziging
	$(PORTAAL) serve

beheer: $(VENV)/portaal $(FORMS) ## toon het portaal met formulieren om het te wijzigen (vraagt npm)
	$(PORTAAL) beheer

build: $(VENV)/portaal $(FORMS_IF_ASKED) ## maak de site in build/site
	$(PORTAAL) build

# On a git host this comes after a check that was not good; where facts and texts are good, something else is wrong with main.
coulant: $(VENV)/portaal $(FORMS_IF_ASKED) ## maak de site als er iets fout is: daarvan staat er de laatste goede versie
	@! $(PORTAAL) check --taal || { echo "Feiten en teksten kloppen, dus hier is niets te doen. Er is geen site gemaakt."; exit 1; }
	$(PORTAAL) build --coulant

check: $(VENV)/portaal ## kijk feiten, teksten en pagina's na
	@$(PORTAAL) check --taal --format $(or $(FORMAT),text)

# In the order of the folders: those with a browser, of which each test takes long, come first. By number of tests, as the
# plugin has it, the visit to every page (two tests, 75 seconds) would come last, with the other cores idle.
test: $(VENV)/test ## draai alle tests, ook in een echte browser
	$(BIN)/python tests/find_browser.py
	$(BIN)/ruff check tools tests
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

test-beheer: $(VENV)/test $(FORMS) ## draai de tests van de formulieren, met npm en in een echte browser
	$(BIN)/python tests/find_browser.py
	BEHEER=1 $(BIN)/python -m pytest tests/browser/test_beheer.py tests/beheer

test-nederland: $(VENV)/test ## bouw het portaal van heel Nederland en bekijk het in een echte browser
	$(BIN)/python tests/find_browser.py
	NEDERLAND=1 $(BIN)/python -m pytest tests/browser/test_nederland.py

bench: $(VENV)/bench ## meet snelheid en zoeken, naast andere programma's in dezelfde ronde
	MAP="$(MAP)" $(BIN)/python tests/bench

verschil: $(VENV)/portaal ## vertel wat bezoekers merken van alles sinds SINDS=… (standaard: origin/main)
	@$(PORTAAL) diff $(or $(SINDS),origin/main) --format $(or $(FORMAT),text)

publiceer: $(VENV)/portaal ## zet de site op een server: NAAR=map of NAAR=gebruiker@server:/map
	$(PORTAAL) build
	tools/server/publiceer "$(NAAR)"
	$(PORTAAL) urls --write

adressen: $(VENV)/portaal ## bewaar na het publiceren welke adressen er zijn, in data/.urls
	$(PORTAAL) urls --write

bewijs: $(VENV)/bewijs ## bewijs dat het portaal veilig en toegankelijk is; verslag in build/bewijs/
	$(BIN)/python tests/find_browser.py
	$(BIN)/python tests/bewijs

zoekrapport: $(VENV)/test ## vertel per hulpvraag welke vragen van ouders gevonden worden
	$(BIN)/python tests/search/golden_bank.py

import-duo: $(VENV)/portaal ## vergelijk de scholen met de bestanden van DUO in MAP=…
	$(PORTAAL) import duo --map $(MAP)

docs: $(VENV)/portaal ## maak de naslag over velden en controles opnieuw, en de schema's van data/
	$(BIN)/python -m portaal.reference

beeld: $(VENV)/test ## maak de foto in de README opnieuw
	PYTHONPATH=tools:tests $(BIN)/python tests/picture.py

handleiding-beeld: $(VENV)/test $(FORMS) ## maak de plaatjes van de handleiding opnieuw, van de echte formulieren
	PYTHONPATH=tools:tests $(BIN)/python tests/handleiding_beeld.py

lint: $(VENV)/test ## controleer de stijl van de code
	$(BIN)/ruff check tools tests

lock: $(VENV)/test ## leg de versies van alle pakketten opnieuw vast, met hashes
	$(BIN)/python -m pip install --quiet uv
	for name in portaal test bench bewijs; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --upgrade -o requirements/$$name.txt requirements/$$name.in; done

clean: ## gooi weg wat gemaakt is (build/ en .venv/)
	rm -rf build $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 of nieuwer is nodig. Wijs hem aan met: make PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv $(VENV)

# A link file stands in for an installation: nothing is built, and the code that runs is the code you see.
$(VENV)/portaal: requirements/portaal.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/portaal.txt
	@$(BIN)/python -c 'import site, pathlib; pathlib.Path(site.getsitepackages()[0], "portaal.pth").write_text(str(pathlib.Path("tools").resolve()))'
	@printf '#!/bin/sh\nexec "$(CURDIR)/$(BIN)/python" -m portaal "$$@"\n' > $(PORTAAL) && chmod +x $(PORTAAL)
	@touch $@

$(VENV)/test: requirements/test.txt $(VENV)/portaal
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

# The forms come ready made from npm, at the versions and with the hashes of the lock file.
$(FORMS): theme/beheer/package.json theme/beheer/package-lock.json
	@command -v npm >/dev/null || { echo "Voor de formulieren is npm nodig. Dat hoort bij Node.js (versie 18 of nieuwer): zie nodejs.org."; \
	  echo "Zonder formulieren kan het ook: verander de bestanden in data/ en content/, en kijk met make serve."; exit 2; }
	@mkdir -p build/beheer && cp theme/beheer/package.json theme/beheer/package-lock.json build/beheer/
	npm ci --prefix build/beheer --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(VENV)/bench: requirements/bench.txt $(VENV)/test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

$(VENV)/bewijs: requirements/bewijs.txt $(VENV)/test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bewijs.txt
	@touch $@
