/** Arrays that the codec uses again for every column: a fresh one per call made encoding several times slower. */
export class Workspace {
  /** Deviations of samples from what was expected, one per sample. */
  residuals = new Int32Array(1_024);
  /** Deviations that are not the usual one, close together. */
  values = new Int32Array(1_024);
  /** Lengths of runs between rare samples. */
  runs = new Int32Array(1_025);
  /** Steps of a time column, in its unit. */
  steps = new Int32Array(1_024);
  /** A column of another kind as integers. */
  numbers = new Float64Array(1_024);

  /** Makes every array long enough for a column of so many samples. Contents are lost. */
  reserve(count: number): void {
    if (count <= this.residuals.length) return;
    const length = 2 ** Math.ceil(Math.log2(count));
    this.residuals = new Int32Array(length);
    this.values = new Int32Array(length);
    this.runs = new Int32Array(length + 1);
    this.steps = new Int32Array(length);
    this.numbers = new Float64Array(length);
  }
}
