// Year-end evaluation (年度考核): scores as they came back, opinions heard, results.
export const evaluation = '';
