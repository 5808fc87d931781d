// A large portal: where words stand comes in parts, each fetched when a question needs it.

import { fetchPart } from "./dom.js";
import { keep, readPostings } from "./index.js";

/** Return an index that has to `prepare` for a question: null when it can answer, else a promise of that. */
export function inParts(index, interpret) {
  const parts = new Map();
  const partOf = (term) => Math.floor(term / index.parts);
  return {
    ...index,
    // Asked for what its part has, so kept only once that is there.
    postings: keep((term) => readPostings(parts.get(partOf(term))[term % index.parts])),
    prepare(text, literal) {
      const asked = interpret(index, text, literal).flatMap(({ terms }) => [...terms.keys()].map(partOf));
      const absent = [...new Set(asked)].filter((part) => !parts.has(part));
      return absent.length ? Promise.all(absent.map(async (part) => parts.set(part, await fetchPart(`deel-${part}`)))) : null;
    },
  };
}
