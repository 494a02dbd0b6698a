/** A trace that was changed by another post since it was read: to be read and settled again. */
export class TraceChanged extends Error {
  constructor() {
    super("A trace was changed by another post meanwhile");
  }
}
