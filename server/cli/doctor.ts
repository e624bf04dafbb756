import { createColors } from 'picocolors'
import { isColourWanted } from './colour.ts'
import { examineDatabase } from './doctor-database.ts'
import { examineBinaries, examineDatabasePort, examineFolder, examineNode, examinePort, examineSpace } from './doctor-machine.ts'
import { Failure } from './exits.ts'
import type { Check, Finding, Means } from './findings.ts'
import { configFor } from './open-database.ts'
import { openText, type Text } from './text.ts'
import { columnsOf, pad, wrap } from './wrap.ts'

/** In this order: what comes first explains what comes later. */
const OF_THE_MACHINE = [examineNode, examineBinaries, examineFolder, examineSpace, examinePort, examineDatabasePort] as const
/** Where one of these is wrong, a database of our own cannot be had, and its finding has said why. */
const NEEDED: readonly Check[] = ['binaries', 'folder', 'space', 'database']
const SIGNS = { ok: '✓', warn: '!', wrong: '✗' } as const
const WIDTH = 96

/** `rockpool doctor`: finds what is wrong with the installation and says what to do. Nothing is changed. @throws Failure when something is wrong */
export async function runDoctor({ json = false }: { json?: boolean }, { locale }: Text): Promise<void> {
  const findings = await examineAll({ config: configFor(locale), clock: Date.now, nodeVersion: process.versions.node, uid: process.getuid?.() ?? 0 })
  const text = openText(locale, ['cli', 'cluster', 'server'])
  const wrong = findings.filter(({ state }) => state === 'wrong').length
  const told = findings.map((finding) => ({ check: finding.check, state: finding.state, says: text.say(finding.key, finding.values) }))
  process.stdout.write(json ? `${JSON.stringify({ isRight: wrong === 0, findings: told })}\n` : `${findingLines(told, text).join('\n')}\n`)
  if (wrong > 0) throw new Failure(text.say('cli.doctor.wrong', { wrong }))
}

/** Everything that is found, one thing after the other. */
export async function examineAll(means: Means): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const examine of OF_THE_MACHINE) findings.push(...(await examine(means)))
  const isHopeless = findings.some(({ check, state }) => state === 'wrong' && NEEDED.includes(check))
  return isHopeless ? findings : [...findings, ...(await examineDatabase(means))]
}

function findingLines(told: readonly { check: Finding['check']; state: Finding['state']; says: string }[], { say }: Text): string[] {
  const { green, yellow, red, bold } = createColors(isColourWanted(process.env, process.stdout))
  const colours = { ok: green, warn: yellow, wrong: red }
  const names = told.map(({ check }) => say(`cli.doctor.checks.${check}`))
  const width = Math.max(...names.map(columnsOf)) + 2
  return told.flatMap(({ state, says }, index) => says.split('\n').flatMap((part) => wrap(part, WIDTH - width - 2)).map((line, at) => (
    at === 0 ? `${colours[state](SIGNS[state])} ${bold(pad(names[index] as string, width))}${line}` : `  ${' '.repeat(width)}${line}`
  )))
}
