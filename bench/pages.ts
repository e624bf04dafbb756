import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildBundle, CENTRE, folderOf, WIDGET, type Bundle } from '#server/pages/index'
import { CONSOLE } from '#server/console/index'
import { centreRows } from './centre.ts'
import { figure, gate, type Row } from './tables.ts'

const KB = 1_000
/** The launcher and prices of the widget, in kB packed. */
const MOST_WIDGET = 30

/** What browsers fetch before anything is seen, packed with gzip: the widget's script; what the first page of centre and console asks for; all that there is of both. */
export async function pagesRows({ chromium }: { chromium: string | undefined }): Promise<{ gates: Row[]; figures: Row[] }> {
  for (const bundle of [WIDGET, CENTRE, CONSOLE]) await buildBundle(bundle)
  const script = packed(join(folderOf(WIDGET), 'widget.js'))
  return {
    gates: [gate('kB of `widget.js`, which is launcher and prices', script, { most: MOST_WIDGET, detail: 'packed with gzip; each language is a file more' })],
    figures: [...await centreRows(chromium), ...[CENTRE, CONSOLE].flatMap((bundle) => [
      figure(`${bundle.name}: scripts and styles that its page asks for, packed`, `${asked(bundle).toFixed(1)} kB`),
      figure(`${bundle.name}: all scripts and styles of all its pages and languages, packed`, `${whole(bundle).toFixed(1)} kB`),
    ])],
  }
}

/** The bytes of a file as they go over the wire, in kB. */
function packed(file: string): number {
  return gzipSync(readFileSync(file)).length / KB
}

/** Scripts and styles that stand in a bundle's page. */
function asked(bundle: Bundle): number {
  const page = readFileSync(join(folderOf(bundle), 'index.html'), 'utf8')
  const names = [...page.matchAll(/(?:src|href)="[^"]*?(assets\/[^"]+\.(?:js|css))"/g)].map(([, name]) => name as string)
  return sum([...new Set(names)].map((name) => packed(join(folderOf(bundle), name))))
}

function whole(bundle: Bundle): number {
  const folder = join(folderOf(bundle), 'assets')
  return sum(readdirSync(folder).filter((name) => /\.(?:js|css)$/.test(name)).map((name) => packed(join(folder, name))))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0)
}
