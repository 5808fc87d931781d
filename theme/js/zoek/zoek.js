// Answers a question in a visitor's words. Mirrors tools/portaal/search/query.py, whole numbers and all;
// the tests compare the two on every golden query.

import { splitWords, typoDistance } from "./analyse.js";

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

function interpret(index, text, literal) {
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

function prefixed(index, word) {
  let low = 0;
  let high = index.words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (index.words[middle] < word) low = middle + 1;
    else high = middle;
  }
  const candidates = index.words.slice(low, low + PREFIX_TERMS);
  const stranger = candidates.findIndex((candidate) => !candidate.startsWith(word));
  return stranger < 0 ? candidates : candidates.slice(0, stranger);
}

function nearest(index, word) {
  const limit = word.length < 4 || isNumber(word) ? 0 : word.length < 8 ? 1 : 2;
  if (!limit) return [];
  let best = [];
  let least = limit;
  for (const candidate of index.words) {
    if (candidate.length < 4) continue;
    const distance = typoDistance(word, candidate, candidate[0] === word[0] ? least : 1);
    if (distance > least || (candidate[0] !== word[0] && distance > 1)) continue;
    if (distance < least) best = [];
    least = distance;
    best.push([distance, candidate]);
  }
  const weight = ([, candidate]) => index.rarity.get(index.terms.get(candidate));
  return best.sort((a, b) => weight(a) - weight(b) || (a[1] < b[1] ? -1 : 1)).slice(0, TYPO_TERMS);
}

function synonyms(index, meanings) {
  const said = new Set(meanings.filter(({ how }) => how !== "deel").flatMap(({ terms }) => [...terms.keys()]));
  const numbers = new Set([...said].flatMap((term) => index.phrasePostings.get(term)));
  return [...numbers]
    .sort((a, b) => a - b)
    .map((number) => index.phrases[number])
    .filter((frase) => frase.words.length && frase.terms.every((term) => said.has(term)))
    .flatMap((frase) => frase.words.map((word) => meaning(frase.terms.join(" "), "zelfde betekenis", [[index.toTerm(word), SYNONYM]], word)));
}

function rank(index, meanings) {
  const reasons = new Map();
  const add = (number, reason) => reasons.set(number, [...(reasons.get(number) ?? []), reason]);
  for (const { typed, how, terms, shown } of meanings) {
    const points = new Map();
    for (const [term, sure] of terms) {
      for (const [number, weight] of index.postings.get(term) ?? []) {
        const worth = Math.floor((index.rarity.get(term) * weight * sure) / 100);
        points.set(number, Math.max(points.get(number) ?? 0, worth));
      }
    }
    for (const [number, worth] of points) add(number, { typed, how, shown, points: worth });
  }
  for (const [number, reason] of phraseReasons(index, meanings)) add(number, reason);
  const hits = [...reasons].map(([number, why]) => {
    const document = index.documents[number];
    const { kind, name, percent } = index.kinds[document.kind];
    const sum = why.reduce((total, reason) => total + reason.points, 0);
    return { type: kind, soort: name, id: document.id, titel: document.titel, url: document.url, number, why, score: Math.floor((sum * percent) / 100) };
  });
  const least = Math.floor((Math.max(0, ...hits.map(({ score }) => score)) * CUT_OFF) / 100);
  return hits.filter(({ score }) => score > least).sort((a, b) => b.score - a.score || a.number - b.number);
}

function phraseReasons(index, meanings) {
  const sure = new Map();
  for (const { terms } of meanings) {
    for (const [term, percent] of terms) sure.set(term, Math.max(sure.get(term) ?? 0, percent));
  }
  const said = new Map();
  for (const [term, percent] of sure) {
    for (const number of index.phrasePostings.get(term) ?? []) {
      said.set(number, (said.get(number) ?? 0) + index.rarity.get(term) * percent);
    }
  }
  const found = new Map();
  const offer = (number, points, how, frase) => {
    if (points > 0 && points > (found.get(number)?.points ?? 0)) {
      const words = frase.terms.join(" ");
      found.set(number, { typed: words, how, shown: words, points });
    }
  };
  for (const number of [...said.keys()].sort((a, b) => a - b)) {
    const frase = index.phrases[number];
    const whole = frase.terms.reduce((total, term) => total + index.rarity.get(term), 0);
    const share = Math.floor(said.get(number) / whole);
    if (share < PHRASE_SHARE) continue;
    const points = Math.floor((PHRASE * whole * share ** 3) / 1_000_000);
    for (const target of frase.targets) {
      offer(target, points, "frase", frase);
      for (const lifted of index.lifts.get(target) ?? []) offer(lifted, Math.floor((points * LIFT) / 100), "hulpvraag", frase);
    }
  }
  return found;
}
