import { z } from "zod";
import { hasDataset } from "@/lib/domain/focus/focus-spec";
import { FOCUS_DATASETS, FOCUS_VERSIONS } from "@/lib/domain/focus/spec-types";
import { t } from "@/lib/messages/translate";
import { checkWindow, windowShape } from "./common";
import { operation } from "./operation";

export const FOCUS_FORMATS = ["csv", "parquet"] as const;
export const FOCUS_GRANULARITIES = ["day", "hour"] as const;

export const focusQuerySchema = z
  .strictObject({
    ...windowShape,
    dataset: z.enum(FOCUS_DATASETS).default("cost_and_usage"),
    version: z.enum(FOCUS_VERSIONS).default("1.4"),
    /** How long the charge periods of Cost and Usage are, in UTC. */
    granularity: z.enum(FOCUS_GRANULARITIES).default("day"),
    format: z.enum(FOCUS_FORMATS).default("csv"),
  })
  .superRefine(checkWindow)
  .superRefine(({ dataset, version }, context) => {
    if (hasDataset(version, dataset)) return;
    context.addIssue({
      code: "custom",
      path: ["dataset"],
      message: t("FOCUS {version} has no dataset {dataset}", { version, dataset }),
    });
  });
export type FocusQuery = z.output<typeof focusQuerySchema>;

/** The answer is a file, sent as it is made. */
export const focusOperation = operation({
  method: "get",
  path: "/api/v1/spend/focus.csv",
  summary: "Spend as a file by the FinOps specification FOCUS, as CSV or Parquet",
  scope: "metrics:read",
  query: focusQuerySchema,
});
