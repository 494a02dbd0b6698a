import { formatOfName } from "@/lib/client/imports/format-of-name";
import { AppError } from "@/lib/contract/error";
import { FILE_FORMATS, type FileFormat } from "@/lib/contract/imports";
import { PARITY_SOURCES } from "@/lib/ingest/parity/parity-sources";

export type ParityOptions = {
  file: string;
  source: string;
  format: FileFormat;
  url: string;
  /** The environment variable that holds the key. */
  keyEnv: string;
  isJson: boolean;
};

export const PARITY_NAMES: readonly string[] = PARITY_SOURCES.map(({ name }) => name);
const VALUES = ["--source", "--url", "--key-env", "--format"] as const;
const DEFAULTS = { "--url": "http://localhost:3000", "--key-env": "SWITCHYARD_API_KEY" };

/** Reads the command line of the comparison. Throws INVALID with what is wrong with it. */
export function parseParityOptions(args: readonly string[]): ParityOptions {
  const given: Partial<Record<(typeof VALUES)[number], string>> = {};
  const files: string[] = [];
  let isJson = false;
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? "";
    const equals = argument.indexOf("=");
    const name = VALUES.find((each) => each === (equals < 0 ? argument : argument.slice(0, equals)));
    if (argument === "--json") isJson = true;
    else if (!argument.startsWith("--")) files.push(argument);
    else if (!name) throw refused(`Unknown option ${argument}`);
    else {
      const value = equals < 0 ? args[++i] : argument.slice(equals + 1);
      if (value === undefined || value === "") throw refused(`${name} needs a value`);
      if (given[name] !== undefined) throw refused(`${name} is given twice`);
      given[name] = value;
    }
  }
  const [file, ...more] = files;
  if (file === undefined) throw refused("Name the file with the other tool's totals");
  if (more.length > 0) throw refused(`One file at a time: ${file} or ${more[0]}?`);
  const { "--source": source, "--format": format, "--url": url, "--key-env": keyEnv } = { ...DEFAULTS, ...given };
  if (source === undefined) throw refused(`Name the tool: --source ${PARITY_NAMES.join("|")}`);
  if (!PARITY_NAMES.includes(source)) throw refused(`--source knows ${PARITY_NAMES.join(", ")}, not ${source}`);
  if (!URL.canParse(url)) throw refused(`--url ${url} is no address`);
  return { file, source, format: formatOf(format, file), url, keyEnv, isJson };
}

function formatOf(given: string | undefined, file: string): FileFormat {
  const format = given === undefined ? formatOfName(file) : FILE_FORMATS.find((each) => each === given);
  if (format) return format;
  throw refused(`Say whether ${file} is CSV, JSON or JSON lines: --format ${FILE_FORMATS.join("|")}`);
}

function refused(message: string): AppError {
  return new AppError("INVALID", message);
}
