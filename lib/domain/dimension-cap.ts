/** So many values of one dimension may come on a UTC day of arrival; those that come beyond are stored as CAPPED_VALUE. */
export const VALUES_PER_DAY_MAX = 10_000;

/** In parentheses, since a team may well be called "others". */
export const CAPPED_VALUE = "(others)";
