/** Eighths of a point, in which Word measures rules, of millimetres. */
export const ruleSize = (millimetres: number): number =>
  Math.max(2, Math.round((millimetres / 25.4) * 72 * 8));
