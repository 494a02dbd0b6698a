/**
 * The variables that keys may be read from. Any name would let whoever may change upstreams have the server's secret or its database's
 * password sent to a host of theirs.
 */
export const KEY_VARIABLE = /^SWITCHYARD_UPSTREAM_KEY_[A-Z0-9_]{1,100}$/;
