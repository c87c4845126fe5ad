/** Prints the counts of all tests as the very last line, alone. A test file that could not run counts as one failure. */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
    // At the exit, since Jest's own summary and the teardown's output come after this call.
    process.once('exit', () => process.stdout.write(`${line}\n`));
  }
}
