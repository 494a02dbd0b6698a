import { createHash } from "node:crypto";
import type { ArchiveRow, ArchiveValue } from "@/lib/domain/archive/archive-columns";

/** SHA-256 over rows in their order: the same digest is the same rows, whatever the bytes of a file. */
export class RowsDigest {
  readonly #hash = createHash("sha256");

  add(rows: readonly ArchiveRow[]): void {
    let text = "";
    for (const row of rows) {
      for (const value of row) text += `${textOf(value)},`;
      text += "\n";
    }
    this.#hash.update(text);
  }

  /** In hexadecimal; nothing can be added afterwards. */
  end(): string {
    return this.#hash.digest("hex");
  }
}

/** No two values of a column have the same text. */
function textOf(value: ArchiveValue): string {
  if (value === null) return "";
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
