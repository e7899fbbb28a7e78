/**
 * Solves equations given as rows of coefficients with the right side at the end, by Gauss-Jordan elimination with pivots; the rows
 * are used up. Undefined for a singular system.
 */
export function solveLinear<Row extends number[] | Float64Array>(rows: Row[]): number[] | undefined {
  for (let column = 0; column < rows.length; column++) {
    const below = rows.slice(column).map((row) => Math.abs(row[column] as number));
    const pivotAt = column + below.indexOf(Math.max(...below));
    const pivot = rows[pivotAt];
    const head = pivot?.[column] ?? 0;
    if (!pivot || !(Math.abs(head) > 1e-12)) return undefined;
    rows[pivotAt] = rows[column] as Row;
    rows[column] = pivot;
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = (row[column] as number) / head;
      for (let i = column; i < row.length; i++) row[i] = (row[i] as number) - factor * (pivot[i] as number);
    }
  }
  return rows.map((row, i) => (row.at(-1) as number) / (row[i] as number));
}
