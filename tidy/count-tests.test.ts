import { expect, test } from 'vitest'
import { countTests } from './count-tests.ts'

test('a report is counted by how each test ended, and the skipped are named', () => {
  const tests = ['passed', 'passed', 'failed', 'skipped', 'todo'].map((status) => ({ status, fullName: `is ${status}` }))
  expect(countTests(JSON.stringify({ testResults: [{ assertionResults: tests.slice(0, 1) }, { assertionResults: tests.slice(1) }] })))
    .toEqual({ passed: 2, failed: 1, skipped: ['is skipped', 'is todo'] })
})

test('a run that wrote no report ran no test', () => {
  expect(countTests(undefined)).toEqual({ passed: 0, failed: 0, skipped: [] })
})
