import type { CallerContext } from "@/db/readers/caller-context";
import type { AttemptsExportQuery } from "@/lib/contract/attempts";
import type { FocusQuery } from "@/lib/contract/focus";

/** What a file holds, and in which form. */
export type ExportFile =
  | { kind: "focus"; query: FocusQuery }
  | { kind: "attempts"; format: "csv" | "jsonl"; query: AttemptsExportQuery };

export type AskedExport = { id: number; file: ExportFile; caller: CallerContext["caller"] };

/** What the thread of the exports is asked. Files go out piece by piece, as fast as each piece is asked for; null ends one. */
export type ExportCalls = {
  open: (asked: AskedExport) => Promise<Uint8Array<ArrayBuffer> | null>;
  next: (id: number) => Promise<Uint8Array<ArrayBuffer> | null>;
  close: (id: number) => Promise<void>;
  end: (input: null) => Promise<void>;
};
