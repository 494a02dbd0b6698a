/** Something that must not happen whatever is killed; its message says what. */
export class CrashFinding extends Error {
  override name = "CrashFinding";
}
