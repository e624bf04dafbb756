import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { folderOf, hasSources, MARK, markOfBuild, markOfSources, type Bundle } from './bundle.ts'

/** Nearly as small as 11, in a twentieth of the time: a clone builds when it first starts. */
const BROTLI_QUALITY = 9
/** Smaller files are no faster packed. */
const LEAST_BYTES = 1_000

/** Builds pages where their sources are other than those of the build there is. `onBuild` is called before, only if there is something to do. */
export async function buildBundle(bundle: Bundle, { onBuild = () => {} }: { onBuild?: () => void } = {}): Promise<'built' | 'current' | 'no_sources'> {
  if (!hasSources(bundle)) return 'no_sources'
  const mark = await markOfSources(bundle)
  if (await markOfBuild(bundle) === mark) return 'current'
  onBuild()
  const folder = `${folderOf(bundle)}-${process.pid}`
  try {
    // Vite is there in a clone only, so it is not imported before it is needed.
    const { build } = await import('vite')
    await build(await bundle.config(folder))
    await packFiles(folder)
    await writeFile(join(folder, MARK), mark)
    await putInPlace(bundle, { folder, mark })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return 'built'
}

/** Of two processes that build the same at once, the second finds it done, and takes nothing away that the first one serves already. */
async function putInPlace(bundle: Bundle, { folder, mark }: { folder: string; mark: string }): Promise<void> {
  if (await markOfBuild(bundle) === mark) return
  await mkdir(dirname(folderOf(bundle)), { recursive: true })
  await rm(folderOf(bundle), { recursive: true, force: true })
  await rename(folder, folderOf(bundle)).catch(async (error: unknown) => {
    if (await markOfBuild(bundle) !== mark) throw error
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
