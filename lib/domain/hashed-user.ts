/** Of whom a source may only pass on a hash: so many hexadecimal characters of SHA-256 over their name as it was sent. */
export const HASHED_USER_CHARACTERS = 32;
