/** A workbook is put together in a way that cannot be added to without harm; the message says why, in Chinese. */
export class CannotPatch extends Error {}
