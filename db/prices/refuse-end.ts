import type { End } from "@/lib/contract/discounts";
import { AppError } from "@/lib/contract/error";
import { formatInstantUs } from "@/lib/domain/time/instant";
import { t } from "@/lib/messages/translate";

type Spanned = { validFrom: number; validTo: number | null };

/** What is to be ended. NOT_FOUND; CONFLICT where it has an end; UNPROCESSABLE where it would end before it begins. */
export function refuseEnd<Row extends Spanned>(row: Row | undefined, { valid_to }: End): Row {
  if (!row) throw new AppError("NOT_FOUND", t("There is none of this number"));
  if (row.validTo !== null)
    throw new AppError("CONFLICT", t("It ends at {time} already", { time: formatInstantUs(row.validTo) }));
  if (valid_to > row.validFrom) return row;
  const message = t("Must be after {time}, where it begins", { time: formatInstantUs(row.validFrom) });
  throw new AppError("UNPROCESSABLE", message, { fields: { valid_to: [message] } });
}
