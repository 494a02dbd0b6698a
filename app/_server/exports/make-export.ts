import { isReadByPages, readAllAttempts } from "@/db/attempts/read-all-attempts";
import type { Db } from "@/db/client";
import { readCharges } from "@/db/focus/read-charges";
import { readInvoiceLines, readIssuerMonths } from "@/db/focus/read-invoices";
import type { AttemptsExportQuery } from "@/lib/contract/attempts";
import { AppError } from "@/lib/contract/error";
import type { FocusQuery } from "@/lib/contract/focus";
import type { AttemptRecord } from "@/lib/contract/requests";
import { US_PER_MS } from "@/lib/domain/time/units";
import { getEnv } from "@/lib/env";
import { focusFile } from "@/lib/export/focus-file";
import { t } from "@/lib/messages/translate";
import { ArchiveReader } from "../archive/archive-reader";
import { archiveStores } from "../archive/archive-stores";
import { readWindow } from "../read-window";
import { answerContext, readContext } from "../reads/read-context";
import { attemptsFile } from "./attempts-file";
import type { ExportFile } from "./export-calls";

export type ExportContext = Awaited<ReturnType<typeof answerContext>>;

/** The bytes of the file that is asked for; nothing is read before the first is asked for. */
export async function* makeExport(file: ExportFile): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined> {
  if (file.kind === "focus") yield* exportIn(await answerContext(), file.query);
  else yield* attemptsFile(attemptsOf(file.query), file.format);
}

/** Single attempts, those of archived days among them. A file lacks no day: it is refused, or breaks off, if one cannot be read. */
async function* attemptsOf(query: AttemptsExportQuery): AsyncGenerator<AttemptRecord[], void, undefined> {
  const { db, window, filters } = await readContext(query);
  const archived = new ArchiveReader({ db, stores: archiveStores(getEnv()) });
  try {
    const days = await archived.days({
      fromUs: window.from.getTime() * US_PER_MS,
      toUs: window.to.getTime() * US_PER_MS,
    });
    if (days.length > 0 && !isReadByPages(query)) {
      throw new AppError("UNPROCESSABLE", t("Days that are archived can be in files by time only: sort by started_at"));
    }
    for (const { day } of days) await archived.read(day, async () => undefined);
    requireRead(archived);
    for await (const attempts of readAllAttempts(db, { query, window, filters, archived })) {
      requireRead(archived);
      yield attempts;
    }
  } finally {
    await archived.close();
  }
}

function requireRead(archived: ArchiveReader): void {
  const [unread] = archived.report().unread;
  if (unread) throw new AppError("UNPROCESSABLE", t("The archive of {day} cannot be read: {reason}", unread));
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
  return readCharges(db, { window: readWindow(query, now), granularity: query.granularity, retention, now });
}

async function* once<Row>(
  read: (db: Db, input: Parameters<typeof readInvoiceLines>[1]) => Promise<Row[]>,
  query: FocusQuery,
  { db, now, retention }: ExportContext,
): AsyncGenerator<Row[], void, undefined> {
  yield await read(db, { window: readWindow(query, now), retention, now });
}
