/** How many deviations on either side 95 % of a normal variable lie within. */
export const NORMAL_975 = 1.959963984540054;
