// Answers a question. Mirrors tools/portaal/search/query.py, whole numbers and all; tests compare the two.

import { splitWords, typoDistance } from "./analyse.js";
import { WEIGHTS } from "./index.js";

const MAX_WORDS = 24;
const EXACT = 100, STEM = 95, JOINED = 100, SYNONYM = 85, PART_OF_KNOWN = 45, PART = 70, PREFIX = 75;
const TYPO = { 1: 80, 2: 60 };
const PREFIX_TERMS = 12, TYPO_TERMS = 3;
const PHRASE = 16, LIFT = 45;
const PHRASE_SHARE = 50, CUT_OFF = 12;

const isNumber = (word) => /^[0-9]+$/.test(word);

/** Return { hits, corrections }: hits best first, corrections as [typed, taken for]. */
export function search(index, text, { literal = false } = {}) {
  const meanings = interpret(index, text, literal);
  return {
    hits: rank(index, meanings),
    corrections: meanings.filter(({ how }) => how === "typefout").map(({ typed, shown }) => [typed, shown]),
  };
}

/** Return what the words of a question may mean. */
export function interpret(index, text, literal) {
  const typed = splitWords(text).slice(0, MAX_WORDS);
  const { found, used } = join(index, typed);
  const asked = index.dropStopWords(typed);
  asked.forEach((word, number) => {
    let meanings = known(index, word);
    if (!meanings.length && !used.has(word)) meanings = unknown(index, word, number === asked.length - 1, literal);
    found.push(...meanings);
  });
  return [...found, ...synonyms(index, found)];
}

const meaning = (typed, how, terms, shown) => ({ typed, how, terms: new Map(terms), shown });

function join(index, typed) {
  const found = [];
  const used = new Set();
  for (const size of [2, 3]) {
    for (let start = 0; start + size <= typed.length; start++) {
      const pieces = typed.slice(start, start + size);
      const word = pieces.join("");
      if (word.length < 5 || isNumber(word)) continue;
      const term = index.toTerm(word);
      if (!index.terms.has(word) && !index.rarity.has(term)) continue;
      found.push(meaning(pieces.join(" "), "aaneen", [[term, JOINED]], word));
      for (const piece of pieces) used.add(piece);
    }
  }
  return { found, used };
}

function known(index, word) {
  const term = index.toTerm(word);
  if (index.terms.has(word)) return [meaning(word, "precies", [[term, EXACT]], word), ...parts(index, word, PART_OF_KNOWN)];
  if (index.rarity.has(term)) return [meaning(word, "woordvorm", [[term, STEM]], word), ...parts(index, word, PART_OF_KNOWN)];
  return [];
}

function parts(index, word, sure) {
  return index
    .split(word)
    .filter((part) => index.rarity.has(index.toTerm(part)))
    .map((part) => meaning(word, "deel", [[index.toTerm(part), sure]], part));
}

function unknown(index, word, isLast, literal) {
  const found = parts(index, word, PART);
  if (found.length) return found;
  if (isLast && word.length >= 3) {
    const begun = prefixed(index, word);
    if (begun.length) return [meaning(word, "begin", [...begun].reverse().map((w) => [index.terms.get(w), PREFIX]), begun[0])];
  }
  const near = literal ? [] : nearest(index, word);
  if (!near.length) return [];
  return [meaning(word, "typefout", [...near].reverse().map(([distance, w]) => [index.terms.get(w), TYPO[distance]]), near[0][1])];
}

/** Return where a word or number stands, or would stand, in a sorted list. */
function lowest(list, sought) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] < sought) low = middle + 1;
    else high = middle;
  }
  return low;
}

function prefixed(index, word) {
  const low = lowest(index.words, word);
  const candidates = index.words.slice(low, low + PREFIX_TERMS);
  const stranger = candidates.findIndex((candidate) => !candidate.startsWith(word));
  return stranger < 0 ? candidates : candidates.slice(0, stranger);
}

function nearest(index, word) {
  const limit = word.length < 4 || isNumber(word) ? 0 : word.length < 8 ? 1 : 2;
  if (!limit) return [];
  let best = [];
  let least = limit;
  // Where the first letter is another, that was the one slip: what follows is the same.
  const rest = word.slice(2);
  for (const candidate of index.words) {
    const isAlike = candidate[0] === word[0];
    if (candidate.length < 4 || Math.abs(candidate.length - word.length) > least || !(isAlike || candidate.endsWith(rest))) continue;
    const distance = typoDistance(word, candidate, isAlike ? least : 1);
    if (distance > least || (!isAlike && distance > 1)) continue;
    if (distance < least) best = [];
    least = distance;
    best.push([distance, candidate]);
  }
  const weight = ([, candidate]) => index.rarity.get(index.terms.get(candidate));
  return best.sort((a, b) => weight(a) - weight(b) || (a[1] < b[1] ? -1 : 1)).slice(0, TYPO_TERMS);
}

function synonyms(index, meanings) {
  const said = new Set(meanings.filter(({ how }) => how !== "deel").flatMap(({ terms }) => [...terms.keys()]));
  const numbers = new Set([...said].flatMap((term) => index.phrasePostings(term)));
  return [...numbers]
    .sort((a, b) => a - b)
    .map((number) => index.phrases[number])
    .filter((frase) => frase.words.length && frase.terms.every((term) => said.has(term)))
    .flatMap((frase) => frase.words.map((word) => meaning(frase.terms.join(" "), "zelfde betekenis", [[index.toTerm(word), SYNONYM]], word)));
}

function rank(index, meanings) {
  const size = index.documents.length;
  const sums = new Int32Array(size);
  const most = new Int32Array(size);
  const reached = [];
  const add = (number, points) => {
    if (!sums[number]) reached.push(number);
    sums[number] += points;
  };
  for (const { terms } of meanings) {
    const touched = [];
    for (const [term, sure] of terms) {
      const tells = index.rarity.get(term) * sure;
      for (const posting of index.postings(term)) {
        const number = Math.floor(posting / WEIGHTS);
        if (!most[number]) touched.push(number);
        most[number] = Math.max(most[number], Math.floor((tells * (posting % WEIGHTS)) / 100));
      }
    }
    for (const number of touched) {
      add(number, most[number]);
      most[number] = 0;
    }
  }
  for (const [number, points] of phrasePoints(index, meanings)) add(number, points);
  let top = 0;
  for (const number of reached) {
    sums[number] = Math.floor((sums[number] * index.documents[number].percent) / 100);
    top = Math.max(top, sums[number]);
  }
  const least = Math.floor((top * CUT_OFF) / 100);
  const good = reached.filter((number) => sums[number] > least);
  // Best first, then in the order of the documents: one number says both.
  const keys = Float64Array.from(good, (number) => sums[number] * size - number).sort().reverse();
  return Array.from(keys, (key) => {
    const score = Math.ceil(key / size);
    const number = score * size - key;
    // The words are worked out for hits that are shown.
    return { document: index.documents[number], number, score, words: () => wordsFor(index, meanings, number) };
  });
}

function wordsFor({ postings }, meanings, number) {
  const stands = (list) => list[lowest(list, number * WEIGHTS)] < (number + 1) * WEIGHTS;
  return new Set(meanings.filter(({ terms }) => [...terms.keys()].some((term) => stands(postings(term)))).map(({ typed }) => typed));
}

/** Return for each document what the phrase or name that fits the question best brings it. */
function phrasePoints(index, meanings) {
  const sure = new Map();
  for (const { terms } of meanings) {
    for (const [term, percent] of terms) sure.set(term, Math.max(sure.get(term) ?? 0, percent));
  }
  const said = new Map();
  for (const [term, percent] of sure) {
    for (const number of index.phrasePostings(term)) said.set(number, (said.get(number) ?? 0) + index.rarity.get(term) * percent);
  }
  const found = new Map();
  const offer = (number, points) => {
    if (points > (found.get(number) ?? 0)) found.set(number, points);
  };
  for (const [number, sum] of said) {
    const { whole, targets } = index.phrases[number];
    const share = Math.floor(sum / whole);
    if (share < PHRASE_SHARE) continue;
    const points = Math.floor((PHRASE * whole * share ** 3) / 1_000_000);
    for (const target of targets) {
      offer(target, points);
      for (const lifted of index.lifts.get(target) ?? []) offer(lifted, Math.floor((points * LIFT) / 100));
    }
  }
  return found;
}
