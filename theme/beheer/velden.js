// Fields that Decap does not have: "this still holds" in one click, and a text with buttons instead of signs to remember.

const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
const plain = (value) => (value && typeof value.toJS === "function" ? value.toJS() : value) ?? {};

/** Register our fields; `h` and `createClass` come with Decap. */
export function registerVelden(CMS, h, createClass) {
  const Bevestigd = createClass({
    getInitialState() {
      return { door: plain(this.props.value).door ?? "" };
    },
    isValid() {
      const { op, door } = plain(this.props.value);
      return !op === !door ? true : { error: { message: "Vul in wie dit bevestigt, als rol. Bijvoorbeeld: directeur." } };
    },
    change(door) {
      this.setState({ door });
      const { op } = plain(this.props.value);
      if (op) this.props.onChange({ op, door });
    },
    confirm() {
      if (this.state.door.trim()) this.props.onChange({ op: today(), door: this.state.door.trim() });
    },
    render() {
      const { op, door } = plain(this.props.value);
      const id = this.props.forID;
      return h("div", { className: "bevestigd" },
        h("p", { className: "bevestigd-stand" }, op ? `Bevestigd op ${op}, door: ${door}.` : "Nog niet bevestigd."),
        h("label", { htmlFor: id }, "Wie bevestigt dit? Een rol, geen naam."),
        h("div", { className: "bevestigd-rij" },
          h("input", { id, type: "text", value: this.state.door, placeholder: "bijvoorbeeld: directeur", onChange: (event) => this.change(event.target.value) }),
          h("button", { type: "button", disabled: !this.state.door.trim(), onClick: this.confirm }, "Bevestig: dit klopt vandaag"),
          op ? h("button", { type: "button", className: "stil", onClick: () => this.props.onChange(undefined) }, "Haal bevestiging weg") : null));
    },
  });

  const Tekst = createClass({
    /** Put signs around what is selected, or before each selected line. */
    mark(before, after, isPerLine) {
      const box = this.box;
      const { value, selectionStart: start, selectionEnd: end } = box;
      const from = isPerLine ? value.lastIndexOf("\n", start - 1) + 1 : start;
      const chosen = value.slice(from, end) || "tekst";
      const made = isPerLine ? chosen.split("\n").map((line) => `${before}${line}`).join("\n") : `${before}${chosen}${after}`;
      this.props.onChange(value.slice(0, from) + made + value.slice(end));
      requestAnimationFrame(() => {
        box.focus();
        box.setSelectionRange(from + before.length, from + made.length - after.length);
      });
    },
    insert(text) {
      const box = this.box;
      const at = box.selectionEnd;
      this.props.onChange(`${box.value.slice(0, at)}${text}${box.value.slice(at)}`);
      requestAnimationFrame(() => box.focus());
    },
    render() {
      const button = (text, what) => h("button", { type: "button", onClick: what }, text);
      const links = this.props.field.get("links")?.toJS() ?? [];
      return h("div", { className: "tekstvak" },
        h("div", { className: "tekstvak-knoppen", role: "group", "aria-label": "Opmaak" },
          button("Kop", () => this.mark("## ", "", true)), button("Kleine kop", () => this.mark("### ", "", true)),
          button("Vet", () => this.mark("**", "**")), button("Lijst", () => this.mark("- ", "", true)),
          button("Stappen", () => this.mark("1. ", "", true)), button("Link naar buiten", () => this.mark("[", "](https://)")),
          h("select", { value: "", "aria-label": "Link naar iets op dit portaal", onChange: (event) => this.insert(event.target.value) },
            h("option", { value: "" }, "Link naar iets op dit portaal…"),
            links.map(({ label, value }) => h("option", { key: value, value: `[${label.replace(/^[^:]+: /, "")}](${value})` }, label)))),
        h("textarea", {
          id: this.props.forID, ref: (box) => { this.box = box; }, value: this.props.value ?? "", rows: 24, spellCheck: true, lang: "nl",
          onChange: (event) => this.props.onChange(event.target.value),
        }));
    },
  });

  CMS.registerWidget("bevestigd", Bevestigd, ({ value }) => h("p", {}, plain(value).op ? `Bevestigd op ${plain(value).op} door: ${plain(value).door}` : ""));
  CMS.registerWidget("portaal-tekst", Tekst, CMS.getWidget("markdown").preview);
}

/** What a form shows beside it: the record as words, or the page in the look of the site. */
export function registerVoorbeelden(CMS, h, createClass, names) {
  const Pagina = createClass({
    render() {
      const data = this.props.entry.get("data");
      return h("main", { className: "md-typeset voorbeeld" }, h("h1", {}, data.get("titel") ?? ""), this.props.widgetFor("body"));
    },
  });
  const Record = createClass({
    render() {
      const data = this.props.entry.get("data").toJS();
      const fields = this.props.fields.toJS();
      const title = data.titel || data.naam || data.term || "Nieuw";
      const rows = fields.filter(({ name }) => shows(data[name])).map((field) => [h("dt", { key: `${field.name}-t` }, field.label), h("dd", { key: field.name }, show(h, field, data[field.name]))]);
      const open = fields.filter(({ name, required, widget }) => !shows(data[name]) && required === false && widget !== "list").map(({ label }) => label.toLowerCase());
      return h("main", { className: "md-typeset voorbeeld" }, h("h1", {}, title), h("dl", {}, rows),
        open.length ? h("p", { className: "voorbeeld-open" }, `Nog niet ingevuld: ${open.join(", ")}.`) : null);
    },
  });
  for (const { name, format } of names) CMS.registerPreviewTemplate(name, format === "portaal-md" ? Pagina : Record);
}

const shows = (value) => value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && !value.length);

function show(h, field, value) {
  if (Array.isArray(value)) return h("ul", {}, value.map((item, number) => h("li", { key: number }, show(h, field, item))));
  if (value && typeof value === "object") {
    const inner = Object.fromEntries((field.fields ?? []).map((one) => [one.name, one]));
    return Object.entries(value).filter(([, part]) => shows(part)).map(([name, part]) => h("div", { key: name }, `${inner[name]?.label ?? name}: `, show(h, inner[name] ?? {}, part)));
  }
  return field.options?.find((option) => option.value === value)?.label ?? String(value);
}
