import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SETTINGS } from '#server/platform/config'
import { complaints, filesUnder } from './files.ts'

const pages = filesUnder('.', '.md')
const rooms = new Set(readdirSync('.'))
const scripts = new Set(Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts))

/** The paths into the house that a page names in backticks, up to a wildcard or a placeholder; a line number behind is left out. */
function pathsIn(text: string): string[] {
  const quoted = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!)
  return quoted
    .filter((words) => /^[\w.@-]+\/[^\s'"|]*$/.test(words))
    .filter((path) => rooms.has(path.split('/')[0]!) || path.endsWith('.ts'))
    .map((path) => path.replace(/:\d+$/, '').replace(/\/?[^/]*[*<{…[].*$/, ''))
}

/** The files that a page links to, without the part behind `#`. */
function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s#]+)[^)]*\)/g)].map((match) => match[1]!).filter((link) => !/^[a-z]+:/.test(link))
}

/** The npm scripts that a page tells its reader to run. */
function scriptsIn(text: string): string[] {
  return [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)].map((match) => match[1]!)
}

describe('the pages', () => {
  test('are looked at', () => {
    expect(pages.map(({ path }) => path)).toContain('CONTRIBUTING.md')
  })

  test('name files and folders that exist', () => {
    expect(complaints(pages, ({ path: page, text }) => pathsIn(text)
      .filter((path) => !existsSync(path) && !existsSync(join(dirname(page), path)))
      .map((path) => `names \`${path}\`, which is not there`))).toEqual([])
  })

  test('link to files that exist', () => {
    expect(complaints(pages, ({ path: page, text }) => linksIn(text)
      .filter((link) => !existsSync(join(dirname(page), link)))
      .map((link) => `links to ${link}, which is not there`))).toEqual([])
  })

  test('tell to run scripts that exist', () => {
    expect(complaints(pages, ({ text }) => scriptsIn(text)
      .filter((script) => !scripts.has(script))
      .map((script) => `says "npm run ${script}", which package.json does not have`))).toEqual([])
  })
})

describe('the settings', () => {
  test('are told in docs/operating.md as the code reads them', () => {
    const { config: { means } } = JSON.parse(readFileSync('locales/en/cli.json', 'utf8')) as { config: { means: Record<string, string> } }
    const rows = Object.entries(SETTINGS).map(([key, { name, fallback }]) => `| \`${name}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${means[key]} |`)
    const page = readFileSync('docs/operating.md', 'utf8')
    expect(page.split('\n').filter((line) => /^\| `(?:ROCKPOOL|DATABASE)_/.test(line))).toEqual(rows)
    expect(Object.keys(means)).toEqual(Object.keys(SETTINGS))
  })
})

describe('these checks', () => {
  test('read paths, links and scripts from a page', () => {
    const page = 'See `engine/x.ts:12`, `engine/*/README.md`, `a/b`, `npm run x` and [it](docs/y.md#z).\n```\n`engine/sample`\n```\nThen `lost/room.ts`.'
    expect(pathsIn(page)).toEqual(['engine/x.ts', 'engine', 'lost/room.ts'])
    expect(linksIn(page)).toEqual(['docs/y.md'])
    expect(scriptsIn(page)).toEqual(['x'])
  })
})
