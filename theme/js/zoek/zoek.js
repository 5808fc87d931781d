// Answers a question. Mirrors tools/portaal/search/query.py, whole numbers and all; tests compare the two.

import { splitWords, typoDistance } from "./analyse.js";
import { fetchPart } from "./dom.js";
import { BITS, MASK, lowest, readIndex } from "./index.js";

const MAX_WORDS = 24;
const EXACT = 100, STEM = 95, JOINED = 100, SYNONYM = 85, PART_OF_KNOWN = 45, PART = 70, PREFIX = 75;
const TYPO = { 1: 80, 2: 60 };
const PREFIX_TERMS = 12, TYPO_TERMS = 3;
const PHRASE = 16, LIFT = 45;
const PHRASE_SHARE = 51, CUT_OFF = 12;

const isNumber = (word) => /^\p{Nd}+$/u.test(word);

let loading;

/** Fetch and read the index once, whoever asks first. */
export function loadIndex() {
  loading ??= fetchPart("index").then(async (data) => {
    return data.delen ? (await import("./delen.js")).readParts(data, interpret) : readIndex(data);
  });
  loading.catch(() => (loading = undefined));
  // To know the letters of every script takes a while the first time: now there is time.
  splitWords("a1");
  return loading;
}

/** Return `hits` (numbers of documents, best first), their `scores`, the `words` of a hit and `corrections` ([typed, taken for]). */
export function search(index, text, { literal = false } = {}) {
  const meanings = interpret(index, text, literal);
  const corrections = meanings.filter(({ how }) => how === "typefout").map(({ typed, taken }) => [typed, taken]);
  return { ...rank(index, meanings), words: (number) => wordsFor(index, meanings, number), corrections };
}

let asked;

/** Return what the words of a question may mean; the last answer is kept, since a large portal asks twice. */
export function interpret(index, text, literal = false) {
  if (asked?.index !== index || asked.text !== text || asked.literal !== literal) asked = { index, text, literal, found: meant(index, text, literal) };
  return asked.found;
}

function meant(index, text, literal) {
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

// How a word was found matters only where it is a part of one (`deel`) or a typo, which was taken for another word.
const meaning = (typed, terms, how, taken) => ({ typed, terms: new Map(terms), how, taken });

function join(index, typed) {
  const found = [];
  const used = new Set();
  for (const size of [2, 3]) {
    for (let start = 0; start + size <= typed.length; start++) {
      const pieces = typed.slice(start, start + size);
      const word = pieces.join("");
      if (word.length < 5 || isNumber(word) || index.termOf(word) < 0) continue;
      found.push(meaning(pieces.join(" "), [[index.termOf(word), JOINED]]));
      for (const piece of pieces) used.add(piece);
    }
  }
  return { found, used };
}

function known(index, word) {
  const term = index.termOf(word);
  if (term < 0) return [];
  return [meaning(word, [[term, index.knows(word) ? EXACT : STEM]]), ...parts(index, word, PART_OF_KNOWN)];
}

function parts(index, word, sure) {
  return index
    .split(word)
    .filter((part) => index.termOf(part) >= 0)
    .map((part) => meaning(word, [[index.termOf(part), sure]], "deel"));
}

function unknown(index, word, isLast, literal) {
  const found = parts(index, word, PART);
  if (found.length) return found;
  if (isLast && word.length >= 3) {
    const begun = prefixed(index, word);
    if (begun.length) return [meaning(word, begun.map((w) => [index.termOf(w), PREFIX]))];
  }
  const near = literal ? [] : nearest(index, word);
  if (!near.length) return [];
  return [meaning(word, near.map(([distance, w]) => [index.termOf(w), TYPO[distance]]), "typefout", near[0][1])];
}

function prefixed(index, word) {
  const low = lowest(index.words, word);
  // Sorted, so those that begin alike stand together.
  return index.words.slice(low, low + PREFIX_TERMS).filter((candidate) => candidate.startsWith(word));
}

function nearest(index, word) {
  if (word.length < 4 || isNumber(word)) return [];
  let best = [];
  let least = word.length < 8 ? 1 : 2;
  // Where the first letter is another, that was the one slip: what follows is the same.
  const rest = word.slice(2);
  for (const candidate of index.words) {
    const isAlike = candidate[0] === word[0];
    if (candidate.length < 4 || !(isAlike || candidate.endsWith(rest))) continue;
    const most = isAlike ? least : 1;
    const distance = typoDistance(word, candidate, most);
    if (distance > most) continue;
    if (distance < least) best = [];
    least = distance;
    best.push([distance, candidate]);
  }
  const weight = ([, candidate]) => index.rarity[index.termOf(candidate)];
  return best.sort((a, b) => weight(a) - weight(b) || (a[1] < b[1] ? -1 : 1)).slice(0, TYPO_TERMS);
}

function synonyms(index, meanings) {
  const said = new Set(meanings.filter(({ how }) => how !== "deel").flatMap(({ terms }) => [...terms.keys()]));
  return index.synonyms
    .filter(([, terms]) => terms.every((term) => said.has(term)))
    .flatMap(([typed, , words]) => words.map((word) => meaning(typed, [[index.termOf(word), SYNONYM]])));
}

/** Return the points of documents, and the numbers of the good ones, best first. */
function rank(index, meanings) {
  const size = index.refs.length;
  const scores = new Int32Array(size);
  const reached = [];
  const add = (number, points) => {
    if (!scores[number]) reached.push(number);
    scores[number] += points;
  };
  for (const { terms } of meanings) {
    const most = terms.size < 2 ? null : new Int32Array(size);
    for (const [term, sure] of terms) {
      const tells = index.rarity[term] * sure;
      for (const posting of index.postings(term)) {
        const number = posting >> BITS;
        let points = Math.floor((tells * (posting & MASK)) / 100);
        // Of what a word may mean, the best counts.
        if (most) most[number] += points = Math.max(0, points - most[number]);
        add(number, points);
      }
    }
  }
  for (const [number, points] of phrasePoints(index, meanings)) add(number, points);
  let top = 0;
  for (const number of reached) {
    scores[number] = (scores[number] * index.percents[number]) / 100;
    top = Math.max(top, scores[number]);
  }
  const least = Math.floor((top * CUT_OFF) / 100);
  const good = reached.filter((number) => scores[number] > least);
  // Best first, then in the order of the documents: one number says both.
  const keys = new Float64Array(good.map((number) => scores[number] * size - number)).sort().reverse();
  return { scores, hits: keys.map((key) => Math.ceil(key / size) * size - key) };
}

function wordsFor({ postings }, meanings, number) {
  const stands = (list) => list[lowest(list, number << BITS)] >> BITS === number;
  return new Set(meanings.filter(({ terms }) => [...terms.keys()].some((term) => stands(postings(term)))).map(({ typed }) => typed));
}

// For each document, what the phrase or name that fits best brings it.
function phrasePoints(index, meanings) {
  const sure = new Map();
  for (const { terms } of meanings) {
    for (const [term, percent] of terms) sure.set(term, Math.max(sure.get(term) ?? 0, percent));
  }
  const said = new Map();
  for (const [term, percent] of sure) {
    for (const phrase of index.phrasePostings(term)) said.set(phrase, (said.get(phrase) ?? 0) + index.rarity[term] * percent);
  }
  const found = new Map();
  const offer = (number, points) => {
    if (points > (found.get(number) ?? 0)) found.set(number, points);
  };
  for (const [phrase, sum] of said) {
    const whole = index.whole[phrase];
    const share = Math.floor(sum / whole);
    if (share < PHRASE_SHARE) continue;
    const points = Math.floor((PHRASE * whole * share ** 3) / 1_000_000);
    for (const target of index.targets(phrase)) {
      offer(target, points);
      for (const lifted of index.lifts.get(target) ?? []) offer(lifted, Math.floor((points * LIFT) / 100));
    }
  }
  return found;
}
