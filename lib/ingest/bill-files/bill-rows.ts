import { type FileRow, readTextRows } from "../import/read-rows";

const JSON_START = /^\uFEFF?\s*[[{]/;

/** The rows of a bill's text, JSON or CSV by how it begins. A page of an API is one row, whose flags say whether another follows. */
export function billRows(text: string): AsyncIterable<FileRow> {
  const isJson = JSON_START.test(text);
  const isPage = isJson && !text.trimStart().startsWith("[") && text.includes('"has_more"');
  return readTextRows({
    text: isPage ? `[${text.replace(/^\uFEFF/, "")}]` : text,
    format: isJson ? "json" : "csv",
    header: null,
    firstLine: 1,
  });
}
