/** 850 米 below a kilometre, else 3.25 公里. */
export function distanceText(millimetres: number): string {
  const metres = Math.round(millimetres / 1000);
  return Math.abs(metres) < 1000 ? `${metres} 米` : `${(millimetres / 1_000_000).toFixed(2)} 公里`;
}

/** Kilometres with two decimals, for columns that say 公里 above. */
export function kilometres(millimetres: number): string {
  return (millimetres / 1_000_000).toFixed(2);
}
