/** The field of a 403 that asks for the password again: send it to /api/v1/account/confirm, then repeat what was refused. */
export const CONFIRM_FIELD = "confirm";
/** The field of a 403 that asks for a password of one's own first, at /api/v1/account/password. */
export const NEW_PASSWORD_FIELD = "new_password";
