// A large portal: where words stand comes in parts, each fetched when a question needs it.

import { fetchPart } from "./dom.js";
import { keep, readIndex, readPostings } from "./index.js";

// A word in a list comes as how many letters it shares with the one before (base 36), and its other letters.
function unfold(coded) {
  let last = "";
  return coded.replace(/(\S)(\S*)/g, (_, shared, rest) => (last = last.slice(0, parseInt(shared, 36)) + rest));
}

/** Return an index that has to `prepare` for a question: null when it can answer, else a promise of that. */
export function readParts(data, interpret) {
  const index = readIndex({ ...data, woorden: unfold(data.woorden), termen: unfold(data.termen) });
  const parts = new Map();
  const partOf = (term) => Math.floor(term / data.delen);
  return {
    ...index,
    // Asked for what its part has, so kept only once that is there.
    postings: keep((term) => readPostings(parts.get(partOf(term))[term % data.delen])),
    prepare(text, literal) {
      const asked = interpret(index, text, literal).flatMap(({ terms }) => [...terms.keys()].map(partOf));
      const absent = [...new Set(asked)].filter((part) => !parts.has(part));
      return absent.length ? Promise.all(absent.map(async (part) => parts.set(part, await fetchPart(`deel-${part}`)))) : null;
    },
  };
}
