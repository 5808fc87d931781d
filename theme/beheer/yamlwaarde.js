// Values as YAML text, written so that every parser reads back the text that was meant: a telephone number, 05E1, NO and
// 12:30 stay what they are. `duo/edit.py` does the same for the import; a test reads both back with another parser.

// What some parser takes for a truth, a nothing, a number, a time or a merge.
const TYPED =
  /^(?:true|false|yes|no|on|off|y|n|null|~|<<|=|[-+]?(?:\.inf)|\.nan|[-+.]?[0-9][0-9_,.:eExXoObBa-fA-F+-]*|[-+]?\.?[0-9].*)$/i;
// These are read as something else too, but what is meant is plain to see and written back alike.
const HARMLESS = /^(?:0|-?[1-9][0-9]{0,14}|-?(?:0|[1-9][0-9]{0,5})\.[0-9]*[1-9]|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{3}-[0-9]{6,8}|20[0-9]{2}-20[0-9]{2}|[0-9]{4} [A-Z]{2})$/;
const WIDTH = 110;

/** Return a text as a YAML scalar. `style` is the quote it had (`'`, `"` or empty), `inFlow` whether brackets stand around it. */
export function scalar(text, { inFlow = false, style = "" } = {}) {
  if (style === "'" && !/[\n\t]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return style !== '"' && isPlain(text, inFlow) ? text : quoted(text);
}

function quoted(text) {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

function isPlain(text, inFlow) {
  if (!text || text !== text.trim() || /[\n\r\t\\]/.test(text)) return false;
  if (/^[-?:](?:\s|$)/.test(text) || /^[,[\]{}#&*!|>'"%@`]/.test(text) || /^(?:---|\.\.\.)/.test(text)) return false;
  if (/:(?:\s|$)|\s#/.test(text) || (inFlow && /[,[\]{}]|:$/.test(text))) return false;
  return HARMLESS.test(text) || !TYPED.test(text);
}

/** Return a value on one line: `{id: a, plek: b}`, `[a, b]` or a scalar. `quoted` holds the keys whose value is always quoted. */
export function flow(value, key = "", always = new Set()) {
  if (Array.isArray(value)) return `[${value.map((item) => flow(item, "", always)).join(", ")}]`;
  if (value && typeof value === "object") {
    return `{${Object.entries(value).map(([name, part]) => `${name}: ${flow(part, name, always)}`).join(", ")}}`;
  }
  return scalar(value, { inFlow: true, style: always.has(key) ? '"' : "" });
}

/** Return the lines of a key with its value in block style, `indent` spaces in. */
export function lines(key, value, indent, always = new Set()) {
  const pad = " ".repeat(indent);
  if (Array.isArray(value)) {
    const line = `${pad}${key}: ${flow(value, "", always)}`;
    if (!value.length || (line.length <= WIDTH && value.every((item) => isShort(item)))) return [line];
    return [`${pad}${key}:`, ...value.flatMap((item) => itemLines(item, indent + 2, false, always))];
  }
  if (value && typeof value === "object") {
    return [`${pad}${key}:`, ...Object.entries(value).flatMap(([name, part]) => lines(name, part, indent + 2, always))];
  }
  return [`${pad}${key}: ${scalar(value, { style: always.has(key) ? '"' : "" })}`];
}

/** Return the lines of an item of a list, with its dash; `isFlow` asks for one line where its neighbours have one. */
export function itemLines(item, indent, isFlow, always = new Set()) {
  const pad = " ".repeat(indent);
  if (!item || typeof item !== "object") return [`${pad}- ${scalar(item)}`];
  const simple = Object.values(item).every((part) => typeof part === "string");
  const line = `${pad}- ${flow(item, "", always)}`;
  if (Array.isArray(item) || isFlow || (simple && Object.keys(item).length < 3 && line.length <= WIDTH)) return [line];
  const inner = Object.entries(item).flatMap(([name, part]) => lines(name, part, indent + 2, always));
  return [`${pad}- ${inner[0].trimStart()}`, ...inner.slice(1)];
}

function isShort(item) {
  if (typeof item === "string") return item.length <= 40 && !/[.!?] /.test(item);
  return item && !Array.isArray(item) && Object.values(item).every((part) => typeof part === "string" && part.length <= 60);
}
