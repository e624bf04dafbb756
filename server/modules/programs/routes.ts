import { checkProgram } from '#engine/program/check'
import { nameIn } from '#engine/text'
import type { ReadContext, WriteContext } from '#server/platform/context'
import { get, own, post, type Call, type Reply, type Route } from '#server/platform/route'
import { draftRoutes } from './draft-routes.ts'
import { getVersion } from './get-version.ts'
import { ProgramGuide, ReadGuide } from './guide-schemas.ts'
import { readGuide } from './read-guide.ts'
import { publishProgram } from './publish-program.ts'
import { readTimeline } from './read-timeline.ts'
import * as shapes from './schemas.ts'
import { tellProblems } from './tell-problems.ts'
import { sinceEver, tellPublished } from './tell-published.ts'

/** Two million characters of text, escaped. */
const BODY_BYTES = 4 * 1024 * 1024

const program = {
  program: 'small-shop', name: 'Small shop', currency: 'EUR', zone: 'Europe/Berlin', markets: { eu: { currency: 'EUR', earn: '1' } },
  earn: [{ id: 'purchase', on: 'order.paid', rate: 'market' }],
}
const mistake = {
  severity: 'mistake', code: 'unknown_zone', path: 'zone', line: null, column: null, found: 'Europe/Berlim',
  wanted: 'an IANA time zone, such as Europe/Berlin or Asia/Shanghai; did you mean Europe/Berlin?', message: '“Europe/Berlim” is no time zone.',
}

const guide = {
  name: 'Small shop', market: 'eu', currency: 'EUR', earn: [{ id: 'purchase', name: 'purchase', text: '€1.00 = 1 point', notes: [] }],
  units: [{ id: 'points', name: 'points', kind: 'spendable', worth: null, use: [], pending: 'Usable at once.', expiry: 'No expiry date.', notes: ['Usable at once.', 'No expiry date.'] }],
  tracks: [], rewards: [], services: [], offers: [], questions: [{ question: 'Do points expire?', answer: 'No expiry date.' }], terms: ['Usable at once.', 'No expiry date.'],
}

/** How long a guest's browser may show rules before it asks again. */
const GUIDE_SECONDS = 60

export const programsRoutes: readonly Route[] = [
  post({
    path: '/programs', permission: 'programs:publish', input: shapes.PublishProgram, output: shapes.PublishedProgram, run: publish, status: 201, bodyLimitBytes: BODY_BYTES,
    summary: 'Publish a program',
    description: 'The first version is in force since ever, a later one from the time that is sent, or from now. A document with mistakes is refused with every one of them.',
    example: { input: { program, mode: 'all' }, output: { version: 1, from: null, warnings: [] } },
  }),
  get({
    path: '/programs', permission: 'programs:read', input: shapes.ListPrograms, output: shapes.ProgramVersions, run: listVersions,
    summary: 'List the published versions',
    example: { output: { programs: [{ version: 1, name: 'Small shop', from: null, mode: 'all' }] } },
  }),
  own({
    path: '/programs/checks', audit: 'none', permission: 'programs:read', input: shapes.CheckProgram, output: shapes.CheckedProgram, run: check, bodyLimitBytes: BODY_BYTES,
    summary: 'Check a program', description: 'Lists what is wrong and what is unwise, first to last. Nothing is stored.',
    example: { input: { program: { ...program, zone: 'Europe/Berlim' } }, output: { isValid: false, problems: [mistake] } },
  }),
  get({
    path: '/guide', permission: 'programs:read', shoppers: 'anybody', input: ReadGuide, output: ProgramGuide, run: readGuide, canConflict: true, publicSeconds: () => GUIDE_SECONDS,
    summary: 'Read how the program works',
    description: 'The program in force in plain sentences of the reader’s language, made of the document alone: rules with what they give back, units, levels, rewards, questions and terms.',
    example: { output: guide },
  }),
  get({
    path: '/programs/:version', permission: 'programs:read', input: shapes.GetVersion, output: shapes.PublishedVersion, run: getVersion,
    summary: 'Read a published version',
    example: { output: { version: 1, name: 'Small shop', from: null, mode: 'all', publishedAt: '2026-01-05T10:00:00Z', document: program, text: null } },
  }),
  ...draftRoutes,
]

async function publish(ctx: WriteContext, { program: document, from, mode, locale }: shapes.PublishProgram): Promise<shapes.PublishedProgram> {
  return tellPublished(await publishProgram(ctx, { document, from, mode }), locale)
}

async function listVersions(ctx: ReadContext, { locale }: shapes.ListPrograms): Promise<shapes.ProgramVersions> {
  const timeline = await readTimeline(ctx)
  return { programs: timeline.map(({ version, from, mode, program: { name } }) => ({ version, name: nameIn(name, locale), from: sinceEver(from), mode })) }
}

async function check(_house: unknown, _call: Call, { program: document, locale }: shapes.CheckProgram): Promise<Reply<shapes.CheckedProgram>> {
  const { program: compiled, problems } = checkProgram(document)
  return { status: 200, body: { isValid: compiled !== null, problems: tellProblems(problems, locale) } }
}
