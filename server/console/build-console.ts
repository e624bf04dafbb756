import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { BUILT, hasSources, HOUSE, MARK, markOfBuild, markOfSources } from './sources.ts'

/** Nearly as small as 11, in a twentieth of the time: a clone builds when it first starts. */
const BROTLI_QUALITY = 9
/** Smaller files are no faster packed. */
const LEAST_BYTES = 1_000

/** Builds the console where its sources are other than those of the build there is. `onBuild` is called before, only if there is something to do. */
export async function buildConsole({ onBuild = () => {} }: { onBuild?: () => void } = {}): Promise<'built' | 'current' | 'no_sources'> {
  if (!hasSources()) return 'no_sources'
  const mark = await markOfSources()
  if (await markOfBuild() === mark) return 'current'
  onBuild()
  const folder = `${BUILT}-${process.pid}`
  try {
    await bundle(folder)
    await packFiles(folder)
    await writeFile(join(folder, MARK), mark)
    await mkdir(dirname(BUILT), { recursive: true })
    await putInPlace(folder, mark)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return 'built'
}

/** A process of its own: what it takes is given back, and whatever this one calls itself, a test also, people get what people get. */
async function bundle(folder: string): Promise<void> {
  const args = [join(HOUSE, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', join(HOUSE, 'console'), '--outDir', folder, '--emptyOutDir', '--logLevel', 'error']
  await promisify(execFile)(process.execPath, args, { cwd: HOUSE, env: { NODE_ENV: 'production' } })
}

/** Of two processes that build the same at once, the second finds it done. */
async function putInPlace(folder: string, mark: string): Promise<void> {
  await rm(BUILT, { recursive: true, force: true })
  await rename(folder, BUILT).catch(async (error: unknown) => {
    if (await markOfBuild() !== mark) throw error
  })
}

/** Packs once what is sent a thousand times. */
async function packFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile() && /\.(?:js|css|svg)$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name))
  await Promise.all(paths.map(async (path) => {
    const bytes = await readFile(path)
    if (bytes.length < LEAST_BYTES) return
    await writeFile(`${path}.br`, await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }))
    await writeFile(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }))
  }))
}
