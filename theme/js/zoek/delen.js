// A large portal: where words stand comes in parts, each fetched when a question needs it.

import { fetchPart, readPostings } from "./index.js";
import { interpret } from "./zoek.js";

/** Return an index that has to `prepare` for a question: null when it can answer, else a promise of that. */
export function inParts(index, size) {
  const numbers = new Map();
  for (const term of index.terms.values()) if (!numbers.has(term)) numbers.set(term, numbers.size);
  const parts = new Map();
  const known = new Map();
  const partOf = (term) => Math.floor(numbers.get(term) / size);
  const read = (term) => readPostings(parts.get(partOf(term))?.[numbers.get(term) % size] ?? []);
  return {
    ...index,
    postings(term) {
      if (!known.has(term)) known.set(term, read(term));
      return known.get(term);
    },
    prepare(text, literal) {
      const asked = interpret(index, text, literal).flatMap(({ terms }) => [...terms.keys()].map(partOf));
      const absent = [...new Set(asked)].filter((part) => !parts.has(part));
      return absent.length ? Promise.all(absent.map(async (part) => parts.set(part, await fetchPart(`deel-${part}`)))) : null;
    },
  };
}
