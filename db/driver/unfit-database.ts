/**
 * A database, or a way to one, that cannot be used as it is set up; its message is one line, meant for the operator at the terminal.
 *
 * Trying again will not help; a request meanwhile is answered as when the database is away.
 */
export class UnfitDatabase extends Error {
  override name = "UnfitDatabase";
  readonly code = "CONNECTION_UNFIT";
}
