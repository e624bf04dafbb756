import { checkProgram } from '#engine/program/check'
import type { WriteContext } from '#server/platform/context'
import { get, own, post, type Call, type Reply, type Route } from '#server/platform/route'
import { draftRoutes } from './draft-routes.ts'
import { getVersion } from './get-version.ts'
import { ProgramGuide, ReadGuide } from './guide-schemas.ts'
import { readGuide } from './read-guide.ts'
import { listVersions } from './list-versions.ts'
import { pauseProgram, resumeProgram } from './pause-program.ts'
import { publishProgram } from './publish-program.ts'
import { restoreVersion } from './restore-version.ts'
import * as shapes from './schemas.ts'
import { tellProblems } from './tell-problems.ts'
import { tellPublished } from './tell-published.ts'

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
  name: 'Small shop', market: 'eu', currency: 'EUR', isPaused: false, earn: [{ id: 'purchase', name: 'purchase', text: '€1.00 = 1 point', notes: [] }],
  units: [{ id: 'points', name: 'points', kind: 'spendable', currency: null, worth: null, use: [], pending: 'Usable at once.', expiry: 'No expiry date.', notes: ['Usable at once.', 'No expiry date.'] }],
  mainUnit: 'points', tracks: [], rewards: [], services: [], offers: [], questions: [{ question: 'Do points expire?', answer: 'No expiry date.' }], terms: ['Usable at once.', 'No expiry date.'],
}

const version = { version: 1, name: 'Small shop', from: null, isInForce: true, mode: 'all', isPaused: false, publishedAt: '2026-01-05T10:00:00Z', publishedBy: 'key_1h3kq8v2m0c4s6d8f0g2h4', publishedByName: 'Shop', note: 'We open', restores: null }

/** How long a guest's browser may show rules before it asks again. */
const GUIDE_SECONDS = 60

export const programsRoutes: readonly Route[] = [
  post({
    path: '/programs', permission: 'programs:publish', input: shapes.PublishProgram, output: shapes.PublishedProgram, run: publish, status: 201, bodyLimitBytes: BODY_BYTES,
    summary: 'Publish a program',
    description: 'The first version is in force since ever, a later one from the time that is sent, or from now. A document with mistakes is refused with every one of them.',
    example: { input: { program, mode: 'all', note: 'We open' }, output: { version: 1, from: null, warnings: [] } },
  }),
  get({
    path: '/programs', permission: 'programs:read', input: shapes.ListPrograms, output: shapes.ProgramVersions, run: listVersions,
    summary: 'List the published versions',
    example: { output: { programs: [version] } },
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
    example: { output: { ...version, document: program, text: null } },
  }),
  post({
    path: '/programs/versions/:version/publications', permission: 'programs:publish', input: shapes.RestoreVersion, output: shapes.PublishedProgram, run: restoreVersion, status: 201,
    summary: 'Publish an earlier version again', description: 'Rolls the program back: the version becomes the newest one again, in force from now (or right behind the start of a newest one that is still to come), by the rules by which a program is published. The versions between stay in the list, and what they gave stays given. The newest version cannot be brought back: it is there.',
    example: { input: { mode: 'upgrades_only', note: 'Double points were too dear' }, output: { version: 3, from: '2026-01-05T10:00:00Z', warnings: [] } },
  }),
  post({
    path: '/programs/pauses', permission: 'programs:publish', input: shapes.PauseProgram, output: shapes.PublishedProgram, run: pauseProgram, status: 201,
    summary: 'Pause the program', description: 'Publishes the newest version again with the line `paused: true`, for new periods: in force from now. Where the newest one is still to come it is paused right behind its start, and points go on until then: only where `isLater` says so, else 409. A program that is paused already is answered with 409.',
    example: { input: { note: 'The stocktaking' }, output: { version: 4, from: '2026-01-05T10:00:00Z', warnings: [] } },
  }),
  post({
    path: '/programs/resumptions', permission: 'programs:publish', input: shapes.ResumeProgram, output: shapes.PublishedProgram, run: resumeProgram, status: 201,
    summary: 'Let a paused program go on', description: 'Publishes the newest version again without that line: from now, or right behind the start of one that is still to come. A program that is not paused is answered with 409.',
    example: { input: { note: 'Counted' }, output: { version: 5, from: '2026-01-06T10:00:00Z', warnings: [] } },
  }),
  ...draftRoutes,
]

async function publish(ctx: WriteContext, { program: document, from, mode, note, locale }: shapes.PublishProgram): Promise<shapes.PublishedProgram> {
  return tellPublished(await publishProgram(ctx, { document, from, mode, note }), locale)
}

async function check(_house: unknown, _call: Call, { program: document, locale }: shapes.CheckProgram): Promise<Reply<shapes.CheckedProgram>> {
  const { program: compiled, problems } = checkProgram(document)
  return { status: 200, body: { isValid: compiled !== null, problems: tellProblems(problems, locale) } }
}
