/**
 * Kernel ridge regression, exact: for each label the weights of the known things, so that their weighted similarities
 * to a text say how much the text has of the label. Solved anew from what is on the map; nothing is shipped with it.
 */

/** The inverse of (similarities + ridge on the diagonal), row by row. `matrix` is symmetric and is not changed. */
export function inverseOf(matrix: readonly Float64Array[], ridge: number): Float64Array[] {
  const size = matrix.length;
  const lower = matrix.map((row) => Float64Array.from(row));
  for (let i = 0; i < size; i += 1) lower[i][i] += ridge;
  for (let j = 0; j < size; j += 1) {
    const row = lower[j];
    let diagonal = row[j];
    for (let k = 0; k < j; k += 1) diagonal -= row[k] * row[k];
    row[j] = Math.sqrt(diagonal);
    for (let i = j + 1; i < size; i += 1) {
      const other = lower[i];
      let sum = other[j];
      for (let k = 0; k < j; k += 1) sum -= other[k] * row[k];
      other[j] = sum / row[j];
    }
  }
  const inverse: Float64Array[] = [];
  for (let column = 0; column < size; column += 1) inverse.push(solveUnit(lower, column));
  return inverse;
}

function solveUnit(lower: readonly Float64Array[], column: number): Float64Array {
  const size = lower.length;
  const x = new Float64Array(size);
  for (let i = column; i < size; i += 1) {
    let sum = i === column ? 1 : 0;
    for (let k = column; k < i; k += 1) sum -= lower[i][k] * x[k];
    x[i] = sum / lower[i][i];
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = x[i];
    for (let k = i + 1; k < size; k += 1) sum -= lower[k][i] * x[k];
    x[i] = sum / lower[i][i];
  }
  return x;
}

/** The product of a symmetric matrix with columns given as one array a column. */
export function times(matrix: readonly Float64Array[], columns: readonly Float64Array[]): Float64Array[] {
  return columns.map((column) =>
    Float64Array.from(matrix, (row) => {
      let sum = 0;
      for (let k = 0; k < column.length; k += 1) sum += row[k] * column[k];
      return sum;
    }),
  );
}

/**
 * What each thing would be told if it, and everything of its group, were not known: exactly what solving again without
 * them gives, by the block formula.
 * @param inverse of the similarities and the ridge
 * @param labels one column a label
 * @param groups which things leave together; each thing is in one
 */
export function leaveOut(
  inverse: readonly Float64Array[],
  labels: readonly Float64Array[],
  groups: readonly (readonly number[])[],
): Float64Array[] {
  const weights = times(inverse, labels);
  const told = labels.map((column) => new Float64Array(column.length));
  for (const group of groups) {
    const block = group.map((i) => Float64Array.from(group, (j) => inverse[i][j]));
    const undo = inverseOf(block, 0);
    labels.forEach((column, label) => {
      const residuals = times(undo, [Float64Array.from(group, (i) => weights[label][i])])[0];
      group.forEach((i, at) => {
        told[label][i] = column[i] - residuals[at];
      });
    });
  }
  return told;
}
