/** A transaction that met another server than the one its codes were learned from, perhaps; nothing is stored. */
export class SessionsChanged extends Error {
  override name = "SessionsChanged";
  /** As any connection's end: to be tried again. */
  readonly code = "CONNECTION_CHANGED";
}
