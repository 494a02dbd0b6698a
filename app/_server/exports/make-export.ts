import { readAllAttempts } from "@/db/attempts/read-all-attempts";
import type { Db } from "@/db/client";
import { readCharges } from "@/db/focus/read-charges";
import { readInvoiceLines, readIssuerMonths } from "@/db/focus/read-invoices";
import type { FocusQuery } from "@/lib/contract/focus";

import { focusFile } from "@/lib/export/focus-file";
import { readWindow } from "../read-window";
import { answerContext, readContext } from "../reads/read-context";
import { attemptsFile } from "./attempts-file";
import type { ExportFile } from "./export-calls";

export type ExportContext = Awaited<ReturnType<typeof answerContext>>;

/** The bytes of the file that is asked for; nothing is read before the first is asked for. */
export async function* makeExport(file: ExportFile): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  if (file.kind === "focus") yield* exportIn(await answerContext(), file.query);
  else {
    const { db, ...context } = await readContext(file.query);
    yield* attemptsFile(readAllAttempts(db, { query: file.query, ...context }), file.format);
  }
}

/** The same, read in a context of one's own. */
export async function* exportIn(
  context: ExportContext,
  query: FocusQuery,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  const { dataset, version, format } = query;
  if (dataset === "cost_and_usage") {
    yield* focusFile(chargesOf(query, context), { dataset, version, format });
  } else if (dataset === "invoice_detail") {
    yield* focusFile(once(readInvoiceLines, query, context), { dataset, version, format });
  } else yield* focusFile(once(readIssuerMonths, query, context), { dataset, version, format });
}

function chargesOf(query: FocusQuery, { db, now, retention }: ExportContext) {
  return readCharges(db, { window: readWindow(query, now), granularity: query.granularity, retention });
}

async function* once<Row>(
  read: (db: Db, input: Parameters<typeof readInvoiceLines>[1]) => Promise<Row[]>,
  query: FocusQuery,
  { db, now, retention }: ExportContext,
): AsyncGenerator<Row[], void, undefined> {
  yield await read(db, { window: readWindow(query, now), retention, now });
}
