"use client";

import Link from "next/link";
import { rich } from "@/components/ui/rich";
import { send } from "@/lib/client/send";
import type { ImportedScores } from "@/lib/contract/score-files";
import { formatWhole } from "@/lib/domain/format";
import { t } from "@/lib/messages/translate";
import { ImportButton } from "./import-button";
import classes from "./ingest.module.css";
import { useFileImport } from "./use-file-import";

const PROBLEMS_SHOWN = 20;

/** What a file of scores would become, row by row, and then the storing of it. */
export function ScoresImport({ file }: { file: File }) {
  const { preview, stored, error } = useFileImport({
    file,
    post: (text, isDryRun) =>
      send("post", "/api/v1/scores/files", {}, { file_name: file.name.slice(0, 255), text, dry_run: isDryRun }),
  });
  const shown = stored.data ?? preview.data;
  return (
    <div className={classes.stack} aria-live="polite">
      {preview.isFetching && <p className={classes.help}>{t("Reading the file …")}</p>}
      {error && <p className={classes.problem}>{error.message}</p>}
      {stored.data ? <Stored {...stored.data} /> : preview.data && <Preview {...preview.data} />}
      {shown && <Problems {...shown} />}
      <ImportButton file={file} found={preview.data?.valid ?? null} stored={stored} />
    </div>
  );
}

function Preview({ rows, valid, rejected }: ImportedScores) {
  if (rows === 0) return <p className={classes.problem}>{t("The file has no rows.")}</p>;
  return (
    <p className={valid === 0 ? classes.problem : classes.help}>
      {t(
        "{rows, plural, one {# row} other {# rows}}: {valid, plural, one {# is a score} other {# are scores}}, {rejected, plural, =0 {none would be rejected} other {# would be rejected}}.",
        { rows, valid, rejected },
      )}
    </p>
  );
}

function Stored({ accepted, duplicates, rejected }: ImportedScores) {
  return (
    <p className={classes.help}>
      {rich(
        "<b>Imported:</b> {accepted} stored, {duplicates} known already, {rejected} rejected. Their attempts are searched for now; <link>Compare</link> shows the means.",
        {
          b: (text) => <strong>{text}</strong>,
          link: (text) => <Link href="/compare">{text}</Link>,
          accepted: formatWhole(accepted),
          duplicates: formatWhole(duplicates),
          rejected: formatWhole(rejected),
        },
      )}
    </p>
  );
}

function Problems({ problems }: ImportedScores) {
  if (problems.length === 0) return null;
  return (
    <ul className={classes.errors} aria-label={t("Rows that are no scores")}>
      {problems.slice(0, PROBLEMS_SHOWN).map(({ line, path, message }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row may have the same problem twice
        <li key={place}>
          {path === ""
            ? t("Line {line}: {problem}", { line: formatWhole(line), problem: message })
            : t("Line {line}, {field}: {problem}", { line: formatWhole(line), field: path, problem: message })}
        </li>
      ))}
      {problems.length > PROBLEMS_SHOWN && <li>{t("and others")}</li>}
    </ul>
  );
}
