const ERROR_NAME = /^error$|_error$/;

/**
 * Whether the reason why an answer ended is an error, or the name of one: gateways pass on so what a stream's error event
 * said (Portkey 1.15 ends Claude's with "overloaded_error").
 */
export function isErrorReason(reason: unknown): reason is string {
  return typeof reason === "string" && ERROR_NAME.test(reason);
}
