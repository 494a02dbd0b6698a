import { z } from "zod";
import { type AliasTable, aliasTableSchema } from "@/lib/contract/policy";
import { t } from "@/lib/messages/translate";
import type { FieldErrors } from "../draft/field-errors";

/** A row of the alias table as it is typed; `key` only tells rows apart. */
export const aliasRowSchema = z.strictObject({
  key: z.string().max(300),
  name: z.string().max(10_000),
  model: z.string().max(10_000),
});
export type AliasRow = z.infer<typeof aliasRowSchema>;

export type ParsedAliases = { aliases: AliasTable; fields?: undefined } | { aliases?: undefined; fields: FieldErrors };

/** The stored table as rows, by name. */
export function aliasRowsOf(aliases: AliasTable): AliasRow[] {
  return Object.entries(aliases)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, model]) => ({ key: `stored ${name}`, name, model }));
}

/** The table the rows mean, or what is wrong by row key and column: "<key>.name", "<key>.model", or "" for the whole. */
export function parseAliasRows(rows: readonly AliasRow[]): ParsedAliases {
  const fields: FieldErrors = {};
  const aliases: AliasTable = Object.create(null);
  for (const { key, name, model } of rows) {
    const [from, to] = [name.trim(), model.trim()];
    const add = (column: string, message: string) => {
      fields[`${key}.${column}`] = [message];
    };
    if (from === "") add("name", t("Required"));
    else if (Object.hasOwn(aliases, from)) add("name", t("This name is there twice"));
    if (to === "") add("model", t("Required"));
    if (from !== "" && !Object.hasOwn(aliases, from)) aliases[from] = to;
    if (from !== "" && from === to) add("model", t("Is the model's own name"));
  }
  const parsed = aliasTableSchema.safeParse({ ...aliases });
  for (const { code, path, message } of parsed.error?.issues ?? []) {
    const row = rows.find(({ name }) => name.trim() === String(path[0] ?? ""));
    const place = row ? `${row.key}.${code === "invalid_key" ? "name" : "model"}` : "";
    fields[place] ??= [message];
  }
  return parsed.success && Object.keys(fields).length === 0 ? { aliases: parsed.data } : { fields };
}

/** The rows with a new one on top, whose key no other has. */
export function addAliasRow(rows: readonly AliasRow[], name: string): AliasRow[] {
  const taken = rows.flatMap(({ key }) => (key.startsWith("new ") ? [Number(key.slice("new ".length))] : []));
  return [{ key: `new ${Math.max(-1, ...taken) + 1}`, name, model: "" }, ...rows];
}

export type AliasChange = { name: string; text: string };

/** What differs between two alias tables, in words, by name. */
export function diffAliases(before: AliasTable, after: AliasTable): AliasChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    const from = modelOf(before, name);
    const to = modelOf(after, name);
    if (from === undefined) return to === undefined ? [] : [{ name, text: t("{name} → {to} added", { name, to }) }];
    if (to === undefined) return [{ name, text: t("{name} → {from} removed", { name, from }) }];
    return from === to ? [] : [{ name, text: t("{name} → {from} is now {to}", { name, from, to }) }];
  });
}

/** One's own changes of single aliases on top of a newer table; where both changed one, mine stays, and so does what is half typed. */
export function rebaseAliases(base: AliasTable, mine: readonly AliasRow[], theirs: AliasTable): AliasRow[] {
  const typed = new Map(mine.map((row) => [row.name.trim(), row]));
  const isTouched = (name: string) => typed.get(name)?.model.trim() !== modelOf(base, name);
  const merged = aliasRowsOf(theirs).flatMap((row) => {
    if (!isTouched(row.name)) return [row];
    const own = typed.get(row.name);
    return own ? [own] : [];
  });
  const added = mine.filter((row) => {
    const name = row.name.trim();
    if (merged.includes(row)) return false;
    const isSecond = typed.get(name) !== row;
    return name === "" || isSecond || (modelOf(theirs, name) === undefined && isTouched(name));
  });
  return [...merged, ...added];
}

function modelOf(table: AliasTable, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
