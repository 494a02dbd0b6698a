import { AppError } from "@/lib/contract/error";
import type { ImportOptions } from "@/lib/contract/imports";
import { FORMATS } from "../formats/formats";
import { columnBatchReader } from "./read-columns";
import { integrationBatchReader } from "./read-integration-batch";
import type { BatchReader } from "./row-batch";

/** Reads rows the way the options of an import on the page say. INVALID where they name a format that is not known. */
export function optionsReader(
  { source, maps, values = [], sets, zone }: ImportOptions,
  { identity, anchorUs }: { identity: string; anchorUs: number },
): BatchReader {
  if (source === null) {
    return columnBatchReader({ options: { maps, values, sets, zone, clock: null }, identity, anchorUs, shiftUs: 0 });
  }
  const format = FORMATS.get(source);
  if (!format) throw new AppError("INVALID", `There is no format ${source}`);
  return integrationBatchReader({ format, anchorUs });
}
