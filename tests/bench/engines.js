// Four search engines with one face: `load` makes one ready from documents or files, `ask` returns numbers or addresses.
// A document is { id, f10, f6, f4, f2, frasen }: the fields carry our own weights, so that peers get the same hints.

const BOOST = { f10: 10, f6: 6, f4: 4, f2: 2, frasen: 10 };

const now = () => performance.now();

const engines = {
  ours: {
    async load({ folder, index }) {
      const [{ readIndex }, { search }] = await Promise.all([import(folder + "index.js"), import(folder + "zoek.js")]);
      const began = now();
      const read = readIndex(JSON.parse(index));
      return { ready: now() - began, ask: (words) => Array.from(search(read, words).hits.slice(0, 3)) };
    },
  },
  // The query that lunr's own guide builds by hand: words as they are, then as a beginning, then with one typo.
  lunr: {
    make({ documents }) {
      return JSON.stringify(
        lunr(function () {
          this.use(lunr.nl);
          this.ref("id");
          for (const [field, boost] of Object.entries(BOOST)) this.field(field, { boost });
          for (const document of documents) this.add(document);
        }),
      );
    },
    load({ index }) {
      const began = now();
      const read = lunr.Index.load(JSON.parse(index));
      const ready = now() - began;
      const ask = (words) => {
        const tokens = lunr.tokenizer(words);
        const hits = read.query((query) => {
          query.term(tokens, { boost: 100 });
          query.term(tokens, { boost: 10, usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING });
          query.term(tokens, { boost: 1, usePipeline: false, editDistance: 1 });
        });
        return hits.slice(0, 3).map(({ ref }) => Number(ref));
      };
      return { ready, ask };
    },
  },
  minisearch: {
    options: { fields: Object.keys(BOOST), searchOptions: { boost: BOOST, prefix: true, fuzzy: 0.2 } },
    make({ documents }) {
      const made = new MiniSearch(this.options);
      made.addAll(documents);
      return JSON.stringify(made);
    },
    load({ index }) {
      const began = now();
      const read = MiniSearch.loadJSON(index, this.options);
      return { ready: now() - began, ask: (words) => read.search(words).slice(0, 3).map(({ id }) => id) };
    },
  },
  pagefind: {
    async load({ root }) {
      const began = now();
      const pagefind = await import(`${root}pagefind/pagefind.js`);
      await pagefind.init();
      const ask = async (words) => {
        const { results } = await pagefind.search(words);
        const found = await Promise.all(results.slice(0, 3).map((result) => result.data()));
        return found.map(({ url }) => new URL(url, root).href.slice(root.length));
      };
      return { ready: now() - began, ask };
    },
  },
};

window.makeIndex = (name, given) => engines[name].make(given);

/** Ask an engine every query; return what it found, what each took, and how long it took to get ready. */
window.askAll = async (name, given, queries) => {
  const { ready, ask } = await engines[name].load(given);
  const found = [];
  const took = [];
  for (const query of queries) {
    const began = now();
    found.push(await ask(query));
    took.push(now() - began);
  }
  window.keep = ask;
  return { ready, found, took };
};

/** Ask the engine that was asked last again, and keep nothing. */
window.askAgain = async (queries) => {
  for (const query of queries) await window.keep(query);
};
