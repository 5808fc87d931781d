// Records of a YAML file as plain text values, changed in place. The parser only tells where a value stands; every other
// character of the file (comments, order, quotes, blank lines) stays as it is. The result is read back before it is given.
import { isMap, isSeq, parseDocument } from "./vendor/yaml/index.js";
import { flow, itemLines, lines, scalar } from "./yamlwaarde.js";

/** What cannot be written; the message is for the person at the form. */
export class CannotWrite extends Error {}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const equal = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function parse(text) {
  const document = parseDocument(text, { schema: "failsafe", uniqueKeys: true, strict: true, merge: false, logLevel: "silent" });
  if (document.errors.length) {
    const at = document.errors[0].linePos?.[0].line ?? 1;
    throw new CannotWrite(`Het bestand heeft een fout op regel ${at}. Laat die eerst herstellen.`);
  }
  return document.contents;
}

function plain(node) {
  if (isMap(node)) return Object.fromEntries(node.items.map((pair) => [pair.key.value, plain(pair.value)]));
  if (isSeq(node)) return node.items.map(plain);
  return node?.value ?? "";
}

/** Return {isList, records} of a text; a file with one record gives a list of one. */
export function readRecords(text) {
  const root = parse(text);
  if (!root?.items) return { isList: true, records: [] };
  return isSeq(root) ? { isList: true, records: plain(root) } : { isList: false, records: [plain(root)] };
}

/** Return the text with record number `index` changed into `record`; `order` names keys as a new one should be placed. */
export function changeRecord(text, index, record, order = [], always = new Set()) {
  const editor = new Editor(text, always);
  const root = parse(text);
  const node = isSeq(root) ? root.items[index] : root;
  editor.change(node, plain(node), record, order);
  return checked(editor.result(), text, (records) => records.map((old, number) => (number === index ? record : old)));
}

/** Return the text with a record added: in its place where the records stand in the order of `keyOf`, else at the end. */
export function addRecord(text, record, keyOf, always = new Set()) {
  const root = parse(text);
  const editor = new Editor(text, always);
  if (!root?.items?.length) {
    if (root?.items) editor.replace(root.range[0], root.range[1], "");
    const lead = !text || text.endsWith("\n") ? "" : editor.newline;
    editor.replace(text.length, text.length, lead + itemLines(record, 0, false, always).join(editor.newline) + editor.newline);
    return checked(editor.result(), text, () => [record]);
  }
  const keys = plain(root).map(keyOf);
  const isInOrder = keys.every((key, number) => number === 0 || keys[number - 1] < key);
  const found = isInOrder ? keys.findIndex((key) => key > keyOf(record)) : -1;
  const before = found < 0 ? keys.length : found;
  editor.insertRecord(root, before, itemLines(record, editor.column(root.range[0]), false, always));
  return checked(editor.result(), text, (records) => records.toSpliced(before, 0, record));
}

/** Return the text without record number `index`. */
export function removeRecord(text, index) {
  const editor = new Editor(text, new Set());
  const root = parse(text);
  editor.removeItem(root, index, true);
  return checked(editor.result(), text, (records) => records.filter((_, number) => number !== index));
}

function checked(made, text, plan) {
  const wanted = plan(readRecords(text).records);
  if (!equal(readRecords(made).records.map(sorted), wanted.map(sorted))) {
    throw new CannotWrite("Deze wijziging kan het formulier niet veilig wegschrijven. Er is niets veranderd.");
  }
  return made;
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

class Editor {
  constructor(text, always) {
    this.text = text;
    this.always = always;
    this.newline = text.includes("\r\n") ? "\r\n" : "\n";
    this.edits = [];
  }

  replace(start, end, text) {
    this.edits.push([start, end, text]);
  }

  result() {
    let at = 0;
    let made = "";
    for (const [start, end, text] of [...this.edits].sort((one, other) => one[0] - other[0])) {
      made += this.text.slice(at, start) + text;
      at = end;
    }
    return made + this.text.slice(at);
  }

  lineStart(at) {
    return this.text.lastIndexOf("\n", at - 1) + 1;
  }

  lineEnd(at) {
    const found = this.text.indexOf("\n", at);
    const end = found < 0 ? this.text.length : found;
    return this.text[end - 1] === "\r" && end > at ? end - 1 : end;
  }

  nextLine(at) {
    const found = this.text.indexOf("\n", at);
    return found < 0 ? this.text.length : found + 1;
  }

  column(at) {
    return at - this.lineStart(at);
  }

  hasBlankBefore(node) {
    return /\n[ \t]*\r?\n$/.test(this.text.slice(0, this.lineStart(node.range[0])));
  }

  /** Where the last character of a value stands; the parser counts blank lines and comments behind a block along. */
  end(node) {
    if (node.items && !node.flow && node.items.length) {
      const last = node.items.at(-1);
      return "key" in last ? (last.value?.range ? this.end(last.value) : last.key.range[1]) : this.end(last);
    }
    const [start, end] = node.range;
    return node.items ? end : start + this.text.slice(start, end).trimEnd().length;
  }

  change(node, old, value, order = []) {
    if (equal(old, value)) return;
    if (isObject(old) && isObject(value)) this.changeMap(node, old, value, order);
    else if (Array.isArray(old) && Array.isArray(value)) this.changeList(node, old, value);
    else throw new CannotWrite("Hier stond iets anders dan het formulier verwacht. Laat iemand naar het bestand kijken.");
  }

  changeMap(node, old, value, order) {
    if (node.flow) return this.changeFlowMap(node, old, value);
    const gone = node.items.filter((pair) => !(pair.key.value in value));
    if (gone.length === node.items.length) throw new CannotWrite("Van dit record blijft niets over. Er is niets veranderd.");
    for (const pair of gone) this.removePair(node, pair);
    for (const pair of node.items) {
      const key = pair.key.value;
      if (key in value && !equal(old[key], value[key])) this.changePair(pair, old[key], value[key]);
    }
    for (const key of Object.keys(value)) if (!(key in old)) this.insertPair(node, key, value[key], order, gone);
  }

  changePair(pair, old, value) {
    const node = pair.value;
    if (typeof old === "string" && typeof value === "string") return this.changeScalar(node, value);
    if (isObject(old) && isObject(value) && node.items?.length) return this.change(node, old, value);
    if (Array.isArray(old) && Array.isArray(value) && node.items?.length && value.length) return this.change(node, old, value);
    const start = pair.key.range[0];
    const text = lines(pair.key.value, value, this.column(start), this.always).join(this.newline).trimStart();
    return this.replace(start, node?.range ? this.end(node) : this.lineEnd(start), text);
  }

  changeScalar(node, value, inFlow = false) {
    const start = node.range[0];
    const end = this.end(node);
    const style = this.text[start] === "'" || this.text[start] === '"' ? this.text[start] : "";
    const space = end === start && this.text[start - 1] === ":" ? " " : "";
    this.replace(start, end, space + scalar(value, { inFlow, style }));
  }

  removePair(node, pair) {
    const at = node.items.indexOf(pair);
    const start = pair.key.range[0];
    if (at === 0) return this.replace(start, node.items[1].key.range[0], "");
    const end = pair.value?.range ? this.end(pair.value) : start;
    return this.replace(this.lineStart(start), this.nextLine(end), "");
  }

  insertPair(node, key, value, order, gone) {
    const place = order.indexOf(key);
    const earlier = node.items.filter((pair) => {
      const rank = order.indexOf(pair.key.value);
      return !gone.includes(pair) && (place < 0 || (rank >= 0 && rank < place));
    });
    const column = this.column(node.items[0].key.range[0]);
    const block = lines(key, value, column, this.always).join(this.newline);
    const last = earlier.at(-1) ?? node.items.find((pair) => !gone.includes(pair));
    const at = this.lineEnd(last.value?.range ? this.end(last.value) : last.key.range[1]);
    this.replace(at, at, this.newline + block);
  }

  changeList(node, old, value) {
    if (node.flow) return this.changeFlowList(node, old, value);
    const column = this.column(node.range[0]);
    const isFlow = node.items.length > 0 && node.items.every((item) => item.flow);
    if (!value.length) throw new CannotWrite("Deze lijst kan niet helemaal leeg. Er is niets veranderd.");
    for (const [kept, added, at] of runs(old, value)) {
      const both = Math.min(kept.length, added.length);
      for (let number = 0; number < both; number++) this.changeItem(node.items[kept[number]], old[kept[number]], value[added[number]]);
      for (const number of kept.slice(both)) this.removeItem(node, number, false);
      if (added.length > both) {
        const block = added.slice(both).flatMap((number) => itemLines(value[number], column, isFlow, this.always));
        this.insertItems(node, both ? kept[both - 1] : at - 1, block);
      }
    }
    return undefined;
  }

  changeItem(node, old, value) {
    if (typeof old === "string" && typeof value === "string") return this.changeScalar(node, value);
    return this.change(node, old, value);
  }

  insertItems(node, after, block) {
    if (after < 0) {
      const start = this.lineStart(node.items[0].range[0]);
      return this.replace(start, start, block.join(this.newline) + this.newline);
    }
    const at = this.lineEnd(this.end(node.items[after]));
    return this.replace(at, at, this.newline + block.join(this.newline));
  }

  insertRecord(root, before, block) {
    const hasBlank = root.items.length > 1 && this.hasBlankBefore(root.items.at(-1));
    const text = block.join(this.newline) + this.newline;
    if (before === 0) {
      const start = this.lineStart(root.range[0]);
      return this.replace(start, start, text + (hasBlank ? this.newline : ""));
    }
    const end = this.nextLine(this.end(root.items[before - 1]));
    const lead = this.text.slice(0, end).endsWith("\n") ? "" : this.newline;
    return this.replace(end, end, lead + (hasBlank ? this.newline : "") + text);
  }

  removeItem(node, number, withBlank) {
    const item = node.items[number];
    const start = this.lineStart(item.range[0]);
    let end = this.nextLine(this.end(item));
    if (withBlank && /^[ \t]*\r?\n/.test(this.text.slice(end))) end = this.nextLine(end);
    this.replace(start, end, "");
  }

  /** Change `{a: b}` in place; the rest of the line, and other lines of it, stay as they are. */
  changeFlowMap(node, old, value) {
    const kept = node.items.filter((pair) => pair.key.value in value);
    if (!kept.length) return this.replace(node.range[0], node.range[1], flow(value, "", this.always));
    for (const pair of kept) {
      const key = pair.key.value;
      if (!equal(old[key], value[key])) this.changeFlowPart(pair.value, old[key], value[key], key);
    }
    const added = Object.keys(value).filter((key) => !(key in old)).map((key) => `${key}: ${flow(value[key], key, this.always)}`);
    const gone = node.items.flatMap((pair, number) => (pair.key.value in value ? [] : [number]));
    this.removeFlow(node.items.map((pair) => [pair.key.range[0], this.end(pair.value)]), gone);
    if (added.length) this.insertFlow(this.end(kept.at(-1).value), added);
    return undefined;
  }

  /** Change `[a, b]` in place. */
  changeFlowList(node, old, value) {
    if (!node.items.length || !value.length) return this.replace(node.range[0], node.range[1], flow(value, "", this.always));
    const removed = [];
    for (const [gone, come, at] of runs(old, value)) {
      const both = Math.min(gone.length, come.length);
      for (let number = 0; number < both; number++) this.changeFlowPart(node.items[gone[number]], old[gone[number]], value[come[number]]);
      removed.push(...gone.slice(both));
      const added = come.slice(both).map((number) => flow(value[number], "", this.always));
      const after = both ? gone[both - 1] : at - 1;
      if (added.length && after < 0) this.replace(node.items[0].range[0], node.items[0].range[0], `${added.join(", ")}, `);
      else if (added.length) this.insertFlow(this.end(node.items[after]), added);
    }
    this.removeFlow(node.items.map((item) => [item.range[0], this.end(item)]), removed);
    return undefined;
  }

  changeFlowPart(node, old, value, key = "") {
    if (typeof old === "string" && typeof value === "string") return this.changeScalar(node, value, true);
    if (isMap(node) && isObject(value)) return this.changeFlowMap(node, old, value);
    if (isSeq(node) && Array.isArray(value)) return this.changeFlowList(node, old, value);
    return this.replace(node.range[0], this.end(node), flow(value, key, this.always));
  }

  insertFlow(at, parts) {
    this.replace(at, at, parts.map((part) => `, ${part}`).join(""));
  }

  /** Take parts out with their comma; `places` holds [start, end] of every part. */
  removeFlow(places, numbers) {
    const first = places.findIndex((_, number) => !numbers.includes(number));
    if (first > 0) this.replace(places[0][0], places[first][0], "");
    for (const number of numbers) if (number > first) this.replace(places[number - 1][1], places[number][1], "");
  }
}

/** Yield [numbers that went, numbers that came, where in the old list] of each stretch in which two lists differ. */
function* runs(old, value) {
  const table = Array.from({ length: old.length + 1 }, () => new Array(value.length + 1).fill(0));
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = value.length - 1; column >= 0; column--) {
      table[row][column] = equal(old[row], value[column])
        ? table[row + 1][column + 1] + 1
        : Math.max(table[row + 1][column], table[row][column + 1]);
    }
  }
  let [row, column, gone, come] = [0, 0, [], []];
  while (row < old.length || column < value.length) {
    if (row < old.length && column < value.length && equal(old[row], value[column])) {
      if (gone.length || come.length) yield [gone, come, row];
      [gone, come] = [[], []];
      row++;
      column++;
    } else if (column >= value.length || (row < old.length && table[row + 1][column] >= table[row][column + 1])) gone.push(row++);
    else come.push(column++);
  }
  if (gone.length || come.length) yield [gone, come, row];
}
