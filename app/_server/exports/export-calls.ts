import type { CallerContext } from "@/db/readers/caller-context";
import type { FocusQuery } from "@/lib/contract/focus";

export type AskedExport = { id: number; query: FocusQuery; caller: CallerContext["caller"] };

/** What the thread of the exports is asked. Files go out piece by piece, as fast as each piece is asked for; null ends one. */
export type ExportCalls = {
  open: (asked: AskedExport) => Promise<Uint8Array<ArrayBuffer> | null>;
  next: (id: number) => Promise<Uint8Array<ArrayBuffer> | null>;
  close: (id: number) => Promise<void>;
  end: (input: null) => Promise<void>;
};
