import { CLASS_FROM, UNKNOWN_SIZE } from "@/lib/domain/backtest/size-class";

/** The size class of a column of input tokens (an SQL expression): `sizeClassOf`, for the database. */
export function sizeClassSql(inputTokens: string): string {
  return `case when ${inputTokens} is null then ${UNKNOWN_SIZE} else width_bucket(${inputTokens}::int, '{${CLASS_FROM.join(",")}}'::int[]) end`;
}
