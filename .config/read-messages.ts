import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSync } from "oxc-parser";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What takes the English source of a message as its first argument. */
const MARKS = ["t", "message", "rich"];
/** Where they come from: elsewhere, the names are something else's. */
const MARKERS = /"@\/(lib\/messages\/translate|components\/ui\/rich)"/;

/** A file by its path from the root of the repository. */
type SourceFile = { file: string; source: string };

type FoundText = { file: string; line: number; text: string };

export type FoundMessages = {
  /** The English sources, each with the first place that has it. */
  sources: Map<string, FoundText>;
  /** The names of the values that a source is given, where they are written out. */
  given: (FoundText & { names: string[] })[];
  /** Sources that are computed, which no catalogue can hold. */
  computed: FoundText[];
  /** Texts that a reader would see, and that are not marked. */
  unmarked: FoundText[];
  /** Texts translated while a module loads, when no reader is known: constants hold a `message`. */
  tooEarly: FoundText[];
};

/** Attributes and properties whose texts are read, however short they are. */
const READ_BY_USERS =
  /^(label|title|subtitle|description|placeholder|hint|caption|alt|header|lead|aria-label|heading|submitLabel|confirmLabel|note|summary|tooltip|empty)$/;
/** Attributes and properties whose texts are for machines, however they look. */
const READ_BY_MACHINES =
  /^(className|classNames|style|styles|href|id|type|rel|key|d|viewBox|transform|points|autoComplete|grid\w*|background|boxShadow|transition|queryKey|sql|font|fontFamily|strokeDasharray|accept|sizes|textAnchor|pattern)$/;
/** Calls whose texts are not shown. */
const CALLS =
  /^(includes|startsWith|endsWith|split|replace|replaceAll|match|test|indexOf|querySelector(All)?|closest|addEventListener|matchMedia|Error|RegExp|error|warn|log|join)$/;
/** Styles, paths, addresses and media types. */
const CODE =
  /^(var|calc|rgba?|hsl|translate|repeat|minmax|url|color-mix|min|max|clamp)\(|^[MmLl]-?\d|^\d+(px|fr|%)|^(none|solid|https?:|\/|\.|#|@|--)|^[\w.-]+\/[\w.+*-]+(;|,|$)/;

type Node = { type: string; start: number; [key: string]: unknown };
/** Where a text stands: what it is given to, and whether that is for machines. */
type Place = { inFunction: boolean; name: string; isMachine: boolean };

/** The messages of source files. */
export function readMessages(files: readonly SourceFile[]): FoundMessages {
  const found: FoundMessages = { sources: new Map(), given: [], computed: [], unmarked: [], tooEarly: [] };
  for (const one of files) readFile(one, found);
  return found;
}

/** The files of folders whose names match, without tests. */
export function filesOf(folders: readonly string[], name: RegExp): SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
    )
    .filter((file) => name.test(file) && !/\.(test|d)\.tsx?$/.test(file))
    .map((file) => ({ file, source: readFileSync(join(root, file), "utf8") }));
}

function readFile({ file, source }: SourceFile, found: FoundMessages): void {
  const marks = MARKERS.test(source) ? MARKS : [];
  const at = (node: Node, text: string): FoundText => {
    const line = source.slice(0, node.start).split("\n").length;
    return { file, line, text: text.trim() };
  };

  function visit(node: unknown, place: Place): void {
    if (Array.isArray(node)) for (const one of node) visit(one, place);
    else if (isNode(node) && !/^TS(?!As|Satisfies|NonNull)|^Import|^ExportAll/.test(node.type)) visitNode(node, place);
  }

  function visitNode(node: Node, place: Place): void {
    const given = (name: string): Place => ({ ...place, name, isMachine: READ_BY_MACHINES.test(name) });
    const { type } = node;
    if (isWritten(node)) look(node, node.value, place);
    else if (type === "JSXText") look(node, String(node.value), { ...place, name: "children" });
    else if (type === "JSXAttribute") visit(node.value, given(nameOf(node.name)));
    else if (type === "JSXElement" || type === "JSXFragment") {
      visit(node.openingElement, place);
      visit(node.children, given("children"));
    } else if (type === "Property") {
      if (node.computed) visit(node.key, place);
      visit(node.value, given(nameOf(node.key)));
    } else if (type === "ConditionalExpression") visit([node.consequent, node.alternate], place);
    else if (type === "SwitchCase") visit(node.consequent, place);
    else if (type === "MemberExpression") visit(node.object, { ...place, isMachine: true });
    else if (type === "CallExpression" || type === "NewExpression") visitCall(node, place);
    else if (type === "TemplateLiteral") visitTemplate(node, place);
    else if (type === "BinaryExpression" && node.operator !== "+") return;
    else if (!node.directive) visitChildren(node, place);
  }

  function visitChildren(node: Node, place: Place): void {
    const inFunction = place.inFunction || /Function/.test(node.type);
    const isMachine = place.isMachine || /^(Throw|Tagged)/.test(node.type);
    for (const child of Object.values(node)) visit(child, { ...place, inFunction, isMachine });
  }

  function visitTemplate(node: Node, place: Place): void {
    const pieces = Array.isArray(node.quasis) ? node.quasis.map(({ value }) => String(value.cooked)) : [];
    look(node, pieces.join("0"), place);
    visit(node.expressions, place);
  }

  function visitCall({ callee, arguments: args }: Node, place: Place): void {
    const name = nameOf(callee);
    if (!isNode(callee) || callee.type !== "Identifier" || !marks.includes(name) || !Array.isArray(args)) {
      visit(callee, place);
      visit(args, { ...place, name: "", isMachine: place.isMachine || CALLS.test(name) });
      return;
    }
    const [first, ...others] = args;
    const written = source.slice(first.start, first.end);
    if (isWritten(first)) {
      if (!found.sources.has(first.value)) found.sources.set(first.value, at(first, first.value));
      const names = namesOf(others[0]);
      if (names) found.given.push({ ...at(first, ""), text: first.value, names });
    } else if (/Template|Conditional|Binary|Logical/.test(first.type)) found.computed.push(at(first, written));
    if (name !== "message" && !place.inFunction) found.tooEarly.push(at(first, written));
    visit(others, { ...place, name: "" });
  }

  function look(node: Node, text: string, { name, isMachine }: Place): void {
    if (isMachine || CODE.test(text.trim())) return;
    const isRead = name === "children" ? node.type === "JSXText" : READ_BY_USERS.test(name);
    if ((isRead && /[a-z]{2}/i.test(text)) || isSentence(text)) found.unmarked.push(at(node, text));
  }

  visit(parseSync(file, source).program.body, { inFunction: false, name: "", isMachine: false });
}

/** More than one word, of which one at least is a plain one. */
function isSentence(text: string): boolean {
  const words = text.trim().split(/\s+/);
  return words.length > 1 && words.some((word) => /^[a-z]{2,}[.,:;…]?$/i.test(word));
}

/** The names of an object that is written out, none where there is none; null where they are computed. */
function namesOf(node: Node | undefined): string[] | null {
  if (!node) return [];
  const { properties } = node;
  if (node.type !== "ObjectExpression" || !Array.isArray(properties)) return null;
  return properties.every(({ type }) => type === "Property") ? properties.map(({ key }) => nameOf(key)) : null;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function isWritten(node: Node): node is Node & { value: string } {
  return node.type === "Literal" && typeof node.value === "string";
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return "";
  return node.type === "MemberExpression" ? nameOf(node.property) : String(node.name ?? node.value ?? "");
}
