import type { Database } from '#server/platform/database'
import { del, get, own, post, stream, type Route } from '#server/platform/route'
import { addPiece, createImport, getImport, listImports, NOTHING } from './create-import.ts'
import { listProblems, readRefused } from './list-problems.ts'
import { readSample } from './read-sample.ts'
import * as shapes from './schemas.ts'
import { cancelImport, checkImport, runImportNow } from './start-import.ts'

/** A piece in Base64, and what stands around it. */
const BODY_BYTES = 768 * 1024

const columns = ['externalId', 'email', 'level', 'levelUntil', 'points', 'pointsUntil', null]
const settings = { encoding: 'gb18030', delimiter: ',', columns, source: 'shopline', isOverwriting: false, reason: 'Opening balance from Shopline' }
const AT = '2026-01-05T10:00:00Z'
const begun = {
  import: 'imp_1kdvdna0083nx4q9f7wj2r', name: 'members.csv', status: 'uploading', bytes: 91_204, received: 0, encoding: null, delimiter: null, settings: null, rows: null, tally: NOTHING,
  createdAt: AT, createdBy: 'stf_1h3kq8v2m0c4s6d8f0g2h4', endedAt: null, erasedAt: '2026-01-12T10:00:00Z',
}
const uploaded = { ...begun, status: 'uploaded', received: 91_204, encoding: 'gb18030', delimiter: ',' }
const checked = { ...uploaded, status: 'checked', settings, rows: 812, tally: { ...NOTHING, made: 790, changed: 12, unchanged: 6, refused: 4, points: 186_400 } }

/** Members that are brought in from a file. */
export const importsRoutes: readonly Route<{ database: Database }>[] = [
  post({
    path: '/imports', permission: 'imports:run', input: shapes.CreateImport, output: shapes.Import, run: createImport, status: 201, isOnWorldClock: true,
    summary: 'Begin an import of members', description: `A file of at most 128 MiB and a million rows, CSV with a heading. Its bytes follow in pieces; nothing is done until it was checked and is run. Takes members:write too.`,
    example: { input: { name: 'members.csv', bytes: 91_204 }, output: begun },
  }),
  post({
    path: '/imports/:import/pieces', permission: 'imports:run', input: shapes.AddPiece, output: shapes.Import, run: addPiece, isOnWorldClock: true, bodyLimitBytes: BODY_BYTES,
    summary: 'Send a piece of the file', description: 'In their order, each at most 512 KiB in Base64; twice is once. With the last one the encoding (UTF-8, GB18030 and GBK, UTF-16, Windows-1252) and the delimiter are found.',
    example: { input: { number: 1, content: '5aeT5ZCNLOmCrueusQo=' }, output: uploaded },
  }),
  get({
    path: '/imports/:import/sample', permission: 'imports:run', input: shapes.ReadSample, output: shapes.Sample, run: readSample, isOnWorldClock: true, canConflict: true,
    summary: 'Read how a file is understood', description: 'Its columns, what each seems to be by its heading in English or Chinese, and what stands in the first rows; as another encoding or delimiter has it, where one is sent. Masked for whoever did not bring the file and may not see personal data.',
    example: { output: { encoding: 'gb18030', delimiter: ',', isMasked: false, columns: [{ heading: '会员等级', field: 'level', examples: ['金卡', '银卡', ''] }] } },
  }),
  post({
    path: '/imports/:import/checks', permission: 'imports:run', input: shapes.CheckImport, output: shapes.Import, run: checkImport, status: 201, isOnWorldClock: true,
    summary: 'Check a file', description: 'A dry run in the background: all of it is done and undone. Says how many members would be made, changed, left as they are and refused, and why. May be repeated with other settings. Takes activity:record too where a column is points or a level.',
    example: { input: settings, output: { ...checked, status: 'checking', rows: null, tally: NOTHING } },
  }),
  post({
    path: '/imports/:import/runs', permission: 'imports:run', input: shapes.ImportName, output: shapes.Import, run: runImportNow, status: 201, isOnWorldClock: true,
    summary: 'Bring in what was checked', description: 'In the background, in pieces; a process that ends loses nothing and does nothing twice. A row is brought in whole or refused whole. The same file again changes nothing: opening points and levels are given once for each member and source, and another amount later is told and not given. Nobody is welcomed by mail, and nobody subscribes by an empty cell.',
    example: { input: {}, output: { ...checked, status: 'running', tally: NOTHING } },
  }),
  get({ path: '/imports', permission: 'imports:run', input: shapes.ListImports, output: shapes.ImportPage, run: listImports, isOnWorldClock: true, summary: 'List imports', description: 'The newest first. An import is gone a week after its end, and its file with its end.', example: { output: { imports: [checked], next: null } } }),
  get({ path: '/imports/:import', permission: 'imports:run', input: shapes.ImportName, output: shapes.Import, run: getImport, isOnWorldClock: true, summary: 'Read an import', description: 'And how far it is.', example: { output: checked } }),
  own({
    path: '/imports/:import/problems', method: 'GET', permission: 'imports:run', input: shapes.ListProblems, output: shapes.ProblemPage, run: listProblems, isOnWorldClock: true,
    summary: 'List what is wrong with rows', description: 'Of the last check or run, in the order of lines: where, what was found, and what would be right. A page ends with the batch of rows in which it is full.',
    example: { output: { problems: [{ line: 14, column: '邮箱', field: 'email', found: 'anna@', code: 'imports.bad_email', wanted: 'This is no e-mail address; one looks like anna@example.com.' }], isMasked: false, next: null } },
  }),
  stream({
    path: '/imports/:import/refused', permission: 'imports:run', input: shapes.ImportName, mediaType: 'text/csv', run: readRefused, isOnWorldClock: true,
    summary: 'Read the refused rows', description: 'As they stood in the file, with the line and what is wrong, in UTF-8 with a byte order mark: put right, they can be brought in by themselves.',
    example: { output: '\uFEFF姓名,邮箱,line,problem\r\nAnna,anna@,14,邮箱: This is no e-mail address; one looks like anna@example.com.\r\n' },
  }),
  del({
    path: '/imports/:import', permission: 'imports:run', input: shapes.ImportName, output: shapes.Import, run: cancelImport, isOnWorldClock: true,
    summary: 'Cancel an import', description: 'What it has brought in stays; its file is gone. One that is over stays as it is.', example: { output: { ...checked, status: 'cancelled', endedAt: AT } },
  }),
]
