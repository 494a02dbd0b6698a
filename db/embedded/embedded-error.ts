/** Why the embedded server cannot run; its message is one line, meant for the operator at the terminal. */
export class EmbeddedError extends Error {
  override name = "EmbeddedError";
}
