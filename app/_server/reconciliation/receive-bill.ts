import { createHash } from "node:crypto";
import { isBillField } from "@/lib/contract/bill-fields";
import { AppError } from "@/lib/contract/error";
import { BILL_BYTES_MAX, type BillQuery } from "@/lib/contract/reconciliations";
import { fileKind, isGzip, KIND_BYTES } from "@/lib/domain/ingest-checks/file-kind";
import { admissionLimit } from "@/lib/http/admission-limit";
import { withBody } from "@/lib/http/read-body";
import { unpackBody } from "@/lib/http/unpack-body";
import type { BillMap } from "@/lib/ingest/bill-files/bill-fields";
import { billRows } from "@/lib/ingest/bill-files/bill-rows";
import { COLUMNS_SOURCE } from "@/lib/ingest/bill-files/bill-sources";
import { type ReadBill, readBill } from "@/lib/ingest/bill-files/read-bill";
import { t } from "@/lib/messages/translate";

export type ReceivedBill = { bill: ReadBill; digest: string };

/** Runs work on the bill in a request's body, packed or not. Only what was added up of it stays in memory. */
export function receiveBill<T>(
  request: Request,
  query: BillQuery,
  work: (received: ReceivedBill) => Promise<T>,
): Promise<T> {
  const options = { admission: admissionLimit("logs"), maxBytes: BILL_BYTES_MAX };
  return withBody(request, options, async (bytes) => {
    const digest = createHash("sha256").update(bytes).digest("hex");
    const bill = await readBill(billRows(await textOf(bytes)), {
      source: query.source ?? (query.map.length > 0 ? COLUMNS_SOURCE : null),
      map: query.map.length > 0 ? billMap(query.map) : null,
      zone: query.tz,
      provider: query.provider ?? null,
      currency: query.currency,
    });
    return work({ bill, digest });
  });
}

/** A file may be packed itself, whatever the headers say. */
async function textOf(sent: Buffer): Promise<string> {
  const unpack = { encoding: "gzip", maxBytes: BILL_BYTES_MAX, onBytes: () => undefined };
  const bytes = isGzip(sent) ? await unpackBody(sent, unpack) : sent;
  const kind = fileKind(bytes.subarray(0, KIND_BYTES));
  if ("problem" in kind) throw new AppError("INVALID", t("The file is {problem}", { problem: kind.problem }));
  return new TextDecoder(kind.encoding).decode(bytes);
}

function billMap(mapped: readonly string[]): BillMap {
  const map: Record<string, string> = {};
  for (const text of mapped) {
    const at = text.indexOf("=");
    const field = text.slice(0, at);
    if (!isBillField(field)) {
      throw new AppError("INVALID", t("A bill has no field {field}", { field }), {
        fields: { map: [t("There is no field {field}", { field })] },
      });
    }
    map[field] = text.slice(at + 1);
  }
  return map;
}
