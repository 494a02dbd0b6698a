import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Filters } from "@/lib/contract/common";
import type { Kind } from "@/lib/domain/comparison/choose-mix";
import { type Strides, stridesOf } from "@/lib/domain/comparison/common-mix";
import { strideOf } from "@/lib/domain/comparison/divide-reads";
import { MIX_DIMENSIONS, type MixDimension } from "@/lib/domain/comparison/mix";
import type { StratumGroup } from "@/lib/domain/comparison/standardize";
import { TEXT_OPERATIONS } from "@/lib/domain/operation";
import type { MinuteSpan } from "@/lib/domain/time/segments";
import type { Retention } from "../aggregates/group-types";
import { timeBlocks } from "../aggregates/time-blocks";
import type { Db } from "../client";
import { selectRows } from "../select-rows";
import { chooseStride, type StrideInput } from "./choose-stride";
import { decodeStrata, mixKinds } from "./decode-strata";
import { readStrataPieces } from "./read-strata-pieces";
import { countKinds, NO_KIND, StrataKinds } from "./strata-kinds";

/** Chooses what is told apart, of all that can be, once it is known how many attempts of which kinds there are. */
export type ChooseMix = (kinds: readonly Kind[], strides: Strides) => readonly MixDimension[];

export type StrataInput = {
  span: MinuteSpan;
  filters: Filters;
  mix: readonly MixDimension[] | ChooseMix;
  retention: Retention;
  sampling: StrideInput["sampling"];
};

export type Strata = {
  mix: readonly MixDimension[];
  groups: StratumGroup[];
  /** What was read of the window, and every how many slices of it: of the model that was read least of. */
  from: number;
  to: number;
  stride: number;
  method: "exact" | "sample";
  /** Attempts that were read and are in no group, since they are not of text. */
  leftOut: number;
};

const nameSchema = z.object({ id: z.number(), value: z.string() });

/**
 * What models did of each kind of traffic in each block of time, from single attempts: all of them, or where there are many those
 * of slices evenly spread over the window, which may be fewer of busy models.
 *
 * What is not text is left out unless operations are told apart or asked for, or there is nothing else.
 */
export async function readStrata(
  db: Db,
  { span: asked, filters, mix: wanted, retention, sampling }: StrataInput,
): Promise<Strata> {
  const span = strataSpan(asked, retention);
  const finest = typeof wanted === "function" ? MIX_DIMENSIONS : wanted;
  if (span.from >= span.to) return { mix: finest, groups: [], ...span, stride: 1, method: "exact", leftOut: 0 };
  const isOfText = !finest.includes("operation") && filters.operation.length === 0;
  const strides = await chooseStride(db, { span, filters, retention, sampling, isByHour: finest.includes("hour") });
  const blocks = timeBlocks({ span, filters, groupBy: ["model", "region", "operation"], retention });
  const [pieces, names] = await Promise.all([
    readStrataPieces(db, { span, strides, blocks, filters }),
    selectRows(db, sql`select id, value from dimension where kind in ('region', 'operation')`, nameSchema),
  ]);
  const known = new StrataKinds(new Map(names.map(({ id, value }) => [id, value])));
  const kindsOf = (operations: readonly string[] | null) =>
    pieces.map((piece) => ({
      ...{ piece, model: piece.model, kinds: known.of(piece, operations), stride: strideOf(strides, piece.model) },
    }));
  const text = kindsOf(isOfText ? TEXT_OPERATIONS : null);
  const own = text.some(({ kinds }) => kinds.some((kind) => kind !== NO_KIND)) ? text : kindsOf(null);
  const mix = typeof wanted === "function" ? wanted(countKinds(own, known.strata), stridesOf(own)) : wanted;
  const mixed = mixKinds(known.strata, mix);
  const groups = own.flatMap(({ piece, kinds, stride }) => decodeStrata(piece, { kinds, mixed, stride }));
  const leftOut = pieces.reduce((sum, { n }) => sum + n, 0) - groups.reduce((sum, { attempts }) => sum + attempts, 0);
  const stride = groups.reduce((most, group) => Math.max(most, group.stride), strides.looked);
  return { mix, groups, ...span, stride, method: stride === 1 ? "exact" : "sample", leftOut };
}

/** What of a window single attempts are retained of; empty, at its end, where none are. */
export function strataSpan({ from, to }: MinuteSpan, { rawRetainedFrom }: Retention): MinuteSpan {
  return { from: Math.min(Math.max(from, rawRetainedFrom), to), to };
}
