import type { z } from "zod";
import type { createReconciliationOperation } from "@/lib/contract/reconciliation-operations";
import {
  type BillPreview,
  billPreviewSchema,
  type Reconciliation,
  reconciliationSchema,
} from "@/lib/contract/reconciliations";
import { apiErrorOf } from "./api-error";
import { searchParams } from "./search-params";

const PATH = "/api/v1/reconciliations";

export type BillInput = Omit<z.input<(typeof createReconciliationOperation)["query"]>, "map"> & {
  map: readonly string[];
};

/** Says how a file would be read; throws ApiError where it cannot be. */
export async function previewBill(file: File, input: BillInput): Promise<BillPreview> {
  return billPreviewSchema.parse(await postFile(`${PATH}/preview`, file, input));
}

/** Stores a file's comparison; throws ApiError where it is refused. */
export async function createReconciliation(file: File, input: BillInput): Promise<Reconciliation> {
  return reconciliationSchema.parse(await postFile(PATH, file, input));
}

/** Where all rows of a reconciliation are downloaded. */
export function reconciliationCsvHref(id: number): string {
  return `${PATH}/${id}?format=csv`;
}

/** A file goes as it is: as JSON it would be larger, and held whole. */
async function postFile(path: string, file: File, input: BillInput): Promise<unknown> {
  const response = await fetch(`${path}?${searchParams(input)}`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/octet-stream" },
    body: file,
  });
  if (!response.ok) throw await apiErrorOf(response);
  return response.json();
}
