/** How a run of tests ended: `skipped` has the full name of each test that was left out. */
export type TestCount = { passed: number; failed: number; skipped: string[] }

type Report = { testResults: { assertionResults: { status: string; fullName: string }[] }[] }

/** Counts the tests in a JSON report of Vitest; a run that wrote no report ran no test. */
export function countTests(report: string | undefined): TestCount {
  if (report === undefined) return { passed: 0, failed: 0, skipped: [] }
  const tests = (JSON.parse(report) as Report).testResults.flatMap((file) => file.assertionResults)
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: tests.filter((test) => test.status === 'failed').length,
    skipped: tests.filter((test) => test.status !== 'passed' && test.status !== 'failed').map((test) => test.fullName),
  }
}
