import { z } from "zod";
import { countSchema, shortText } from "./common";
import { operation } from "./operation";

const SCORE_FILE_MAX_CHARACTERS = 8_000_000;
/** How many of the problems of a file are named. */
export const SCORE_PROBLEMS_MAX = 100;

export const importScoreFileSchema = z.strictObject({
  file_name: shortText(255),
  /** A CSV whose first line names the fields of POST /api/v1/scores. */
  text: z.string().max(SCORE_FILE_MAX_CHARACTERS, "Is larger than 8 MB: cut it into several, each with its first line"),
  /** Says what the file would become, and stores nothing. */
  dry_run: z.boolean().default(false),
});

/** What became of a file of scores, or would; its attempts are searched for in the background. */
export const importedScoresSchema = z.object({
  dry_run: z.boolean(),
  rows: countSchema,
  /** Of the rows, those that are scores; of a dry run none is looked up, so that duplicates are not known. */
  valid: countSchema,
  accepted: countSchema,
  duplicates: countSchema,
  rejected: countSchema,
  /** The first ones: the line of the file, the field, and why. */
  problems: z.array(z.object({ line: countSchema, path: z.string(), message: z.string() })),
});
export type ImportedScores = z.infer<typeof importedScoresSchema>;

export const importScoreFileOperation = operation({
  method: "post",
  path: "/api/v1/scores/files",
  summary: "Store the scores of a CSV, or say what would become of each row",
  scope: "admin",
  body: importScoreFileSchema,
  hasOwnBodyReader: true,
  reply: importedScoresSchema,
});
