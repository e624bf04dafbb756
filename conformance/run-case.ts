import type { Instant } from '#engine/calendar'
import type { Being } from './case-schema.ts'
import { differences, listOf, saidKey, type Difference, type Witness } from './compare.ts'
import type { OutsideEvent } from '#engine/member/event-schema'
import type { Answer, Driver, OpenDriver, PublicationText } from './driver.ts'
import { brokenPromises } from './invariants.ts'
import { momentText, parseMoment } from './moments.ts'
import { changed, resolveProgram, type FindProgram, type ProgramText } from './programs.ts'
import { cartOf, type QuoteView } from './quotes.ts'
import { membersOf, type StoryCase } from './read-cases.ts'
import { inAnotherOrder } from './shuffle.ts'
import { tellStory, zoneOfMember, type Delivery } from './story.ts'

/** What a case came to: nothing in `failures` is success. */
export type CaseResult = { story: StoryCase; failures: readonly Failure[] }

/** One thing that is not as the case says: about whom, when, and in which telling of the story. */
export type Failure = Difference & { member: string; at: string; telling: Told }
export type Told = 'as told' | { seed: number }

export type Stage = { open: OpenDriver; find: FindProgram; /** Of the other orders that a case is told in. */ seeds?: readonly number[] }

const SEEDS = [1, 2, 3]
const AS_TOLD = 'as told'

type Check = { member: string; at: Instant; being: Being; path: string }
type Scene = {
  story: StoryCase
  program: ProgramText
  publications: readonly PublicationText[]
  deliveries: readonly Delivery[]
  checks: readonly Check[]
  open: OpenDriver
}

/**
 * Runs a case: as told, while time passes; then, unless it says why not, delivered in other orders and with duplicates,
 * which must end the same (R40, R41).
 */
export async function runCase(story: StoryCase, { open, find, seeds = SEEDS }: Stage): Promise<CaseResult> {
  try {
    const scene = sceneOf(story, { open, find })
    const told = await runAsTold(scene)
    const other = story.as_written === undefined && told.failures.length === 0 ? await runShuffled(scene, { canonical: told.canonical, seeds }) : []
    return { story, failures: [...told.failures, ...other] }
  } catch (error) {
    const found = error instanceof Error ? (error instanceof RangeError ? error.message : (error.stack ?? error.message)) : String(error)
    return { story, failures: [{ member: '', at: '', telling: AS_TOLD, path: 'case', expected: 'a story that can be told', found }] }
  }
}

function sceneOf(story: StoryCase, { open, find }: Pick<Stage, 'open' | 'find'>): Scene {
  const program = resolveProgram(story.program, find)
  const publications = (story.publish ?? []).map(({ from, mode, with: changes, program: other }) => ({
    from: parseMoment(from, String(program.zone)),
    mode,
    program: changed(other === undefined ? program : resolveProgram(other, find), changes ?? {}),
  }))
  const deliveries = tellStory(story, program)
  const end = Math.max(...deliveries.map(({ arrives }) => arrives), ...publications.map(({ from }) => from))
  const checks = story.expect.flatMap(({ at, ...beings }, index) =>
    membersOf(beings).map(([member, being]): Check => ({
      member, being: being as Being, path: `expect[${index}].${member}`, at: at === undefined ? end : parseMoment(at, zoneOfMember(member, story, program)),
    })),
  )
  return { story, program, publications, deliveries, checks, open }
}

async function runAsTold(scene: Scene): Promise<{ failures: Failure[]; canonical: Map<Check, string | null> }> {
  const { deliveries, publications } = scene
  const driver = await openStore(scene)
  const failures: Failure[] = warningsAmiss(scene.story, driver.warnings)
  const canonical = new Map<Check, string | null>()
  const steps = [
    ...publications.map((publication) => ({ at: publication.from, rank: 0, take: () => driver.publish(publication) })),
    ...deliveries.map((delivery) => ({
      at: delivery.arrives, rank: 1, take: async () => {
        failures.push(...(await deliver(driver, [delivery], { scene, telling: AS_TOLD })))
      },
    })),
    ...scene.checks.map((check) => ({
      at: check.at, rank: 2, take: async () => {
        const witness = await look(driver, check, scene)
        canonical.set(check, witness.view.canonical)
        failures.push(...judge(check, witness, { scene, telling: AS_TOLD }))
      },
    })),
  ].sort((a, b) => a.at - b.at || a.rank - b.rank)
  for (const { at, take } of steps) {
    await driver.advance(at)
    await take()
  }
  await driver.close()
  return { failures, canonical }
}

/** The store of a case, with what it has in stock. */
async function openStore({ open, program, story: { stock = {} } }: Scene): Promise<Driver> {
  const driver = await open(program)
  for (const [reward, left] of Object.entries(stock)) await driver.stock(reward, left)
  return driver
}

/** What the check of the program should have warned of and did not, and the other way round. */
function warningsAmiss({ warned = [], not_warned: unwanted = [] }: StoryCase, warnings: readonly string[]): Failure[] {
  const found = warnings.join('\n') || 'no warning'
  const missing = warned.filter((code) => !warnings.includes(code)).map((code) => ({ path: 'warned', expected: code }))
  const amiss = unwanted.filter((code) => warnings.includes(code)).map((code) => ({ path: 'not_warned', expected: `no ${code}` }))
  return [...missing, ...amiss].map((each) => ({ ...each, found, member: '', at: '', telling: AS_TOLD }))
}

async function runShuffled(scene: Scene, { canonical, seeds }: { canonical: ReadonlyMap<Check, string | null>; seeds: readonly number[] }): Promise<Failure[]> {
  for (const seed of seeds) {
    for (const at of new Set(scene.checks.map((check) => check.at))) {
      const failures = await tellAgain(scene, { at, seed, canonical })
      if (failures.length > 0) return failures
    }
  }
  return []
}

type Again = { at: Instant; seed: number; canonical: ReadonlyMap<Check, string | null> }

/** All that has arrived by a moment, told in another order: what is true of a member then must be the same, whatever is posted on the way. */
async function tellAgain(scene: Scene, { at, seed, canonical }: Again): Promise<Failure[]> {
  const account = { scene, telling: { seed } }
  const driver = await openStore(scene)
  const failures: Failure[] = []
  const publications = scene.publications.filter(({ from }) => from <= at)
  for (const publication of publications) await driver.publish(publication)
  const arrived = scene.deliveries.filter(({ arrives }) => arrives <= at)
  for (const batch of inAnotherOrder(arrived, seed)) failures.push(...(await deliver(driver, batch, account)))
  const checks = scene.checks.filter((check) => check.at === at).map((check) => ({ told: check, check: { ...check, being: lasting(check.being) } }))
  for (const { told, check } of checks) {
    const witness = await look(driver, check, scene)
    failures.push(...judge(check, witness, account), ...unequal(check, { before: canonical.get(told) ?? null, now: witness.view.canonical }, account))
  }
  await driver.close()
  return failures
}

/** What does not depend on the way: not the rows of the postings, the facts told, the explanations. */
function lasting({ postings: _, postings_of: __, facts: ___, no_facts: ____, says: _____, ...being }: Being): Being {
  return being
}

type Account = { scene: Scene; telling: Told }

async function deliver(driver: Driver, deliveries: readonly Delivery[], { scene, telling }: Account): Promise<Failure[]> {
  const [first] = deliveries
  const answers = first?.checkout !== undefined ? [await driver.checkout(first.checkout, { member: first.event.member, at: first.arrives })]
    : first?.isCorrection === true ? [await driver.correct(first.event as OutsideEvent)] : await driver.record(deliveries.map(({ event }) => event))
  return deliveries.flatMap(({ answer, event, path, arrives }, index) => {
    const found = answers[index]
    const { refused, details } = typeof answer === 'string' ? { refused: undefined } : { details: undefined, ...answer }
    const wanted = refused === undefined ? { status: String(answer) } : { status: 'refused', code: refused, ...(details && { details }) }
    if (found !== undefined && matches(wanted, found)) return []
    const at = momentText(arrives, zoneOfMember(event.member, scene.story, scene.program))
    return [{ member: event.member, at, telling, path: `${path} answer`, expected: answerText(wanted), found: answerText(found) }]
  })
}

function matches(wanted: object, found: Answer): boolean {
  return Object.entries(wanted).every(([key, value]) => {
    const other = (found as unknown as Record<string, unknown>)[key]
    const areParts = typeof value === 'object' && value !== null && typeof other === 'object' && other !== null
    return areParts ? matches(value, other as Answer) : JSON.stringify(value) === JSON.stringify(other)
  })
}

function answerText(answer: { status: string; code?: string; details?: unknown } | undefined): string {
  if (answer === undefined) return 'no answer'
  return [answer.status, answer.code ?? '', answer.details === undefined ? '' : JSON.stringify(answer.details)].filter((part) => part !== '').join(' ')
}

async function look(driver: Driver, { member, at, being }: Check, scene: Scene): Promise<Witness> {
  const said = new Map<string, readonly string[]>()
  for (const says of listOf(being.says) as { of?: string; en?: unknown; 'zh-CN'?: unknown }[]) {
    for (const locale of ['en', 'zh-CN'] as const) {
      if (says[locale] !== undefined) said.set(saidKey(says.of, locale), await driver.explain(member, { at, event: says.of ?? null, locale }))
    }
  }
  // The member is read before time has passed for the store: a read is right even where no timer ran.
  const view = await driver.member(member, at)
  const progress = being.progress === undefined ? [] : await driver.progress(member, at)
  const quotes: QuoteView[] = []
  for (const written of being.quotes ?? []) quotes.push(await driver.quote(member, at, cartOf(written)))
  const [rewards, entitlements] = [being.rewards === undefined ? {} : await driver.rewards(member, at), being.entitlements === undefined ? {} : await driver.entitlements(member, at)]
  await driver.advance(at)
  const coupons = being.coupons === undefined ? [] : await driver.coupons(member, at)
  const [postings, facts] = [await driver.postings(member, at), await driver.facts(member, at)]
  return { view, progress, coupons, quotes, rewards, entitlements, postings, facts, said, zone: zoneOfMember(member, scene.story, scene.program) }
}

function judge(check: Check, witness: Witness, { telling }: Account): Failure[] {
  const at = momentText(check.at, witness.zone)
  return [...differences(check.being, witness), ...brokenPromises(witness)].map((difference) => ({ ...difference, member: check.member, at, telling }))
}

/** Two canonical states that should be one: the text around their first difference. */
function unequal({ member, at }: Check, { before, now }: { before: string | null; now: string | null }, { scene, telling }: Account): Failure[] {
  if (before === now || before === null || now === null) return []
  let from = 0
  while (from < before.length && before[from] === now[from]) from += 1
  const part = (text: string) => text.slice(Math.max(0, from - 120), from + 160)
  const zone = zoneOfMember(member, scene.story, scene.program)
  return [{ member, at: momentText(at, zone), telling, path: 'the whole member (R41)', expected: part(before), found: part(now) }]
}
