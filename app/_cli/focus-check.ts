import { AppError, isAppError } from "@/lib/contract/error";
import { type FocusKind, isFocusDataset, isFocusVersion, kindOfHeader } from "@/lib/domain/focus/check/check-header";
import { FocusChecker } from "@/lib/domain/focus/check/focus-checker";
import { hasDataset } from "@/lib/domain/focus/focus-spec";
import { FOCUS_DATASETS, FOCUS_VERSIONS } from "@/lib/domain/focus/spec-types";
import { readFocusFile } from "@/lib/export/read-focus-file";

const USAGE = `npm run focus:check -- FILE [options]

Checks a file against the FinOps specification FOCUS: mandatory columns, null rules, formats, allowed values, periods, and prices
times quantities. Needs no server. Ends with 0 when the file follows the specification, with 1 when it does not.

  FILE             CSV (may be packed with gzip) or Parquet, of Switchyard or of any other tool
  --dataset NAME   ${FOCUS_DATASETS.join(", ")} (found out by the columns)
  --version V      ${FOCUS_VERSIONS.join(", ")} (found out by the columns)`;

const PROBLEMS_SHOWN = 50;

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.length === 0 || args.includes("--help")) {
    console.log(USAGE);
    return args.length === 0 ? 2 : 0;
  }
  const { file, ...asked } = parseOptions(args);
  const { names, rows } = await readFocusFile(file);
  const kind = { ...kindOfHeader(names), ...asked };
  if (!isKind(kind))
    throw new AppError("INVALID", "The columns do not show what this is: give --dataset and --version");
  if (!hasDataset(kind.version, kind.dataset)) {
    throw new AppError("INVALID", `FOCUS ${kind.version} has no dataset ${kind.dataset}`);
  }
  const checker = new FocusChecker(names, kind);
  for await (const row of rows) checker.row(row);
  print(file, kind, checker);
  return checker.isFine ? 0 : 1;
}

function print(file: string, { dataset, version }: FocusKind, checker: FocusChecker): void {
  const count = (value: number) => value.toLocaleString("en");
  console.log(`${file}: ${dataset} of FOCUS ${version}, ${count(checker.rows)} rows`);
  for (const problem of checker.headerProblems) console.log(`  ${problem}`);
  for (const { column, problem, row, rows } of checker.problems.slice(0, PROBLEMS_SHOWN)) {
    console.log(`  ${column} ${problem}: ${count(rows)} rows, first row ${count(row)}`);
  }
  const more = checker.problems.length - PROBLEMS_SHOWN;
  if (more > 0) console.log(`  and ${count(more)} more problems`);
  if (checker.isFine) console.log("  follows the specification");
}

function isKind(kind: Partial<FocusKind>): kind is FocusKind {
  return kind.dataset !== undefined && kind.version !== undefined;
}

function parseOptions(args: readonly string[]): Partial<FocusKind> & { file: string } {
  const kind: Partial<FocusKind> = {};
  const files: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? "";
    const [name, given] = argument.split("=", 2);
    if (!argument.startsWith("--")) files.push(argument);
    else {
      const value = given ?? args[++i] ?? "";
      if (name === "--dataset" && isFocusDataset(value)) kind.dataset = value;
      else if (name === "--version" && isFocusVersion(value)) kind.version = value;
      else throw new AppError("INVALID", `${name} ${value}: see --help`);
    }
  }
  const [file, ...more] = files;
  if (file === undefined) throw new AppError("INVALID", "Name the file to check");
  if (more.length > 0) throw new AppError("INVALID", `One file at a time: ${file} or ${more[0]}?`);
  return { ...kind, file };
}

/** What the operator can mend: a file that is not there, or is neither of the formats. */
function messageOf(error: unknown): string | null {
  if (isAppError(error)) return error.message;
  const isAbout =
    error instanceof Error &&
    /ENOENT|EISDIR|EACCES|CSV|parquet|header|unexpected end/i.test(`${error.name} ${error.message}`);
  return isAbout ? error.message : null;
}

try {
  process.exitCode = await main();
} catch (error) {
  const message = messageOf(error);
  console.error(message ?? error);
  process.exitCode = message === null ? 1 : 2;
}
