import { vi } from 'vitest'
import { run } from './run.ts'

/** A command line in this process, which starts sooner than a new one: the command itself, and what it says. */
export async function rockpool(...args: string[]): Promise<{ code: number; output: string; complaint: string }> {
  const said = { output: '', complaint: '' }
  const hear = (stream: NodeJS.WriteStream, where: keyof typeof said) => vi.spyOn(stream, 'write').mockImplementation((text) => ((said[where] += String(text)), true))
  const spies = [hear(process.stdout, 'output'), hear(process.stderr, 'complaint')]
  const code = await run(args).finally(() => spies.forEach((spy) => spy.mockRestore()))
  return { code, ...said }
}
